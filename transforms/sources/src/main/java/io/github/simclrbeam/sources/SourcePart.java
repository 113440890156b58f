package io.github.simclrbeam.sources;

import java.io.IOException;
import java.io.Serializable;

/** A piece of a source that one task lists: some files, one archive, one row group of a table. */
public interface SourcePart extends Serializable {
  /**
   * Hands out every image of the piece, in no order that means anything. What can be told to be no
   * usable image is handed out as a fault.
   *
   * @throws UnusableInputException if the piece turns out not to be what it said; says where
   */
  void forEach(ImageReceiver receiver) throws IOException;
}
