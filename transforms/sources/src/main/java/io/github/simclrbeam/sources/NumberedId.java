package io.github.simclrbeam.sources;

import java.util.Locale;

/** Ids of images that only have a place in their file: the same digits on every machine. */
final class NumberedId {
  private NumberedId() {}

  /** Returns the file's path, {@code #} and the number with leading zeros. */
  static String of(String path, long number, int digits) {
    return path + "#" + String.format(Locale.ROOT, "%0" + digits + "d", number);
  }
}
