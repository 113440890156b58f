package io.github.simclrbeam.sources;

/**
 * A line of a manifest, or several that a quoted field joins.
 *
 * @param number of the (first) line, from 1
 * @param offset of its first byte in the uncompressed file
 * @param bytes with its end
 * @param text without its last LF
 * @param utf8 whether the bytes were UTF-8; otherwise the text has signs in place of what was not
 */
record ManifestLine(long number, long offset, long bytes, String text, boolean utf8) {
  boolean isBlank() {
    return text.isBlank() && text.indexOf('\t') < 0;
  }

  /** The text without the CR that belonged to the line's end. */
  String content() {
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  ManifestRow fault(String message) {
    return new ManifestRow(this, message, column -> null);
  }
}
