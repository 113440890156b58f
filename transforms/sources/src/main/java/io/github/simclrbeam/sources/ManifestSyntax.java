package io.github.simclrbeam.sources;

import java.io.IOException;
import java.io.Serializable;

/** How lines become rows. */
interface ManifestSyntax extends Serializable {
  /**
   * Returns the next row; null behind the last. Blank lines are no rows.
   *
   * @throws UnusableInputException if the manifest cannot be read from here on; names the line
   */
  ManifestRow next(ManifestLines lines) throws IOException;
}
