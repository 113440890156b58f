package io.github.simclrbeam.beam;

import io.github.simclrbeam.sources.UnusableInputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pipeline failed; the message is one line that names the cause. */
public final class FailedRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** How a cluster tells of an exception whose class its client does not load. */
  private static final Pattern OF_OURS = Pattern.compile("^io\\.github\\.simclrbeam\\.[\\w.$]+: ");

  private static final Pattern CLOSED_PACKAGE =
      Pattern.compile("module (\\S+) does not \"opens (\\S+)\"");

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
    message = OF_OURS.matcher(message).replaceFirst("") + cure(message);
    boolean speaksForItself = isOurs(cause) || message.contains(" ");
    return new FailedRunException(
        speaksForItself ? message : cause.getClass().getSimpleName() + ": " + message, thrown);
  }

  /** What to do, where the words alone do not say it. */
  private static String cure(String message) {
    if (message.contains("already loaded in another classloader")) {
      return "; native libraries load once a process: put the program on the cluster's own class path"
          + " (infra/docs/CLUSTERS.md)";
    }
    Matcher closed = CLOSED_PACKAGE.matcher(message);
    return closed.find()
        ? "; start java with --add-opens=%s/%s=ALL-UNNAMED (infra/docs/CLUSTERS.md)"
            .formatted(closed.group(1), closed.group(2))
        : "";
  }

  private static boolean isOurs(Throwable cause) {
    return cause instanceof TooManyBadImagesException
        || cause instanceof DuplicateImageException
        || cause instanceof UnusableInputException;
  }
}
