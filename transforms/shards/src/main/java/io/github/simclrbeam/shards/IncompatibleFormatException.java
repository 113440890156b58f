package io.github.simclrbeam.shards;

import java.io.IOException;

/** A file has a format version that this program does not know. */
public final class IncompatibleFormatException extends IOException {
  private static final long serialVersionUID = 1;

  /** The message names the file, the version found and the one expected. */
  public IncompatibleFormatException(String message) {
    super(message);
  }
}
