package io.github.simclrbeam.sources;

import java.io.IOException;

/** A file ends before what was asked of it; asking again would not mend that. */
final class BeyondFileException extends IOException {
  private static final long serialVersionUID = 1;

  private final long fileBytes;

  BeyondFileException(String uri, long fileBytes, long offset, int length) {
    super(
        "%s ends at byte %d, but %d bytes from %d were asked for"
            .formatted(uri, fileBytes, length, offset));
    this.fileBytes = fileBytes;
  }

  long fileBytes() {
    return fileBytes;
  }
}
