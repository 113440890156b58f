package io.github.simclrbeam.fetch;

import java.util.Locale;

/** Numbers of bytes in words. */
final class ByteCount {
  private ByteCount() {}

  /** Returns e.g. "950 B", "3.1 kB", "170.1 MB" or "2.6 GB", by powers of 1000. */
  static String words(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    double value = bytes / 1e3;
    String unit = "kB";
    for (String larger : new String[] {"MB", "GB"}) {
      if (value >= 999.95) {
        value /= 1e3;
        unit = larger;
      }
    }
    return String.format(Locale.ROOT, "%,.1f %s", value, unit);
  }
}
