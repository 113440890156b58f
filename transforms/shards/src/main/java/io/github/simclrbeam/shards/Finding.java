package io.github.simclrbeam.shards;

/**
 * Something that a {@link Verification} found wrong.
 *
 * @param file the file's name within the directory
 * @param offset the byte where it stands; -1 when it concerns the whole file
 * @param message what was found and what was expected
 */
public record Finding(String file, long offset, String message) {
  @Override
  public String toString() {
    return offset < 0 ? file + ": " + message : "%s, byte %d: %s".formatted(file, offset, message);
  }
}
