package io.github.simclrbeam.beam;

import io.github.simclrbeam.sources.UnusableInputException;

/** A pipeline failed; the message is one line that names the cause. */
public final class FailedRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * @param message one line about the cause
   */
  public FailedRunException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Looks behind the runner's wrappings for what happened. */
  public static FailedRunException of(RuntimeException thrown) {
    Throwable cause = thrown;
    while (!isOurs(cause) && cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message =
        cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
    boolean speaksForItself = isOurs(cause) || message.contains(" ");
    return new FailedRunException(
        speaksForItself ? message : cause.getClass().getSimpleName() + ": " + message, thrown);
  }

  private static boolean isOurs(Throwable cause) {
    return cause instanceof TooManyBadImagesException
        || cause instanceof DuplicateImageException
        || cause instanceof UnusableInputException;
  }
}
