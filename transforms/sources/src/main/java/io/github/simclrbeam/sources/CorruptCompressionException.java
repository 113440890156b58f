package io.github.simclrbeam.sources;

import java.util.zip.ZipException;

/**
 * Compressed bytes that cannot be uncompressed: damaged, cut, or made with what is not read here.
 * Reading them again would not mend it, unlike other {@link java.io.IOException}s of the stream.
 */
final class CorruptCompressionException extends ZipException {
  private static final long serialVersionUID = 1;

  private final boolean cut;

  CorruptCompressionException(String message, boolean cut, Throwable cause) {
    super(message);
    this.cut = cut;
    initCause(cause);
  }

  /** Whether the bytes end where more must follow. */
  boolean isCut() {
    return cut;
  }
}
