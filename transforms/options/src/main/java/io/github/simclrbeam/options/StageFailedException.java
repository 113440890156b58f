package io.github.simclrbeam.options;

/** A stage ran and failed: exit code 1. The message is one line that a user understands. */
public final class StageFailedException extends RuntimeException {
  public StageFailedException(String message) {
    super(message);
  }

  public StageFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
