package io.github.simclrbeam.sources;

import java.io.IOException;

/** An image's bytes could not be read, however often that was tried; the message names it. */
final class UnreadableImageException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableImageException(String message, IOException cause) {
    super(message, cause);
  }
}
