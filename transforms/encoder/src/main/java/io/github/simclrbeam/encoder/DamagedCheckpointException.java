package io.github.simclrbeam.encoder;

import java.io.IOException;

/** A checkpoint's files are not as they were written: one is missing, cut or altered. */
public final class DamagedCheckpointException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedCheckpointException(String message, Throwable cause) {
    super(message, cause);
  }
}
