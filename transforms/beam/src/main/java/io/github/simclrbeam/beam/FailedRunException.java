package io.github.simclrbeam.beam;

import java.io.FileNotFoundException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pipeline failed; the message is one line that names the cause. */
public final class FailedRunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private static final String OURS = "io.github.simclrbeam.";

  /** How a wrapping, or a cluster whose client does not load the class, tells of an exception. */
  private static final Pattern TOLD =
      Pattern.compile("(?:io\\.github\\.simclrbeam\\.|java\\.io\\.(FileNotFound))[\\w.$]+: (.*)");

  private static final Pattern CLOSED_PACKAGE =
      Pattern.compile("module (\\S+) does not \"opens (\\S+)\"");

  /**
   * @param message one line about the cause
   */
  public FailedRunException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Looks behind the runner's wrappings for what happened, but not behind what names the image or
   * the file: below that there is what a store's client says, which may name neither.
   */
  public static FailedRunException of(RuntimeException thrown) {
    Throwable cause = thrown;
    while (!namesIt(cause) && cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return new FailedRunException(words(cause, firstLine(cause)), thrown);
  }

  private static String words(Throwable cause, String line) {
    Matcher told = TOLD.matcher(line);
    boolean inText = told.matches();
    String message = inText ? told.group(2) : line;
    if (cause instanceof FileNotFoundException || (inText && told.group(1) != null)) {
      return message.contains(" ") ? message : "there is no file " + message;
    }
    boolean speaksForItself = inText || namesIt(cause) || message.contains(" ");
    return (speaksForItself ? message : cause.getClass().getSimpleName() + ": " + message)
        + cure(line);
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

  private static boolean namesIt(Throwable cause) {
    String line = firstLine(cause);
    return !line.isBlank()
        && (cause.getClass().getName().startsWith(OURS)
            || cause instanceof FileNotFoundException
            || TOLD.matcher(line).matches());
  }

  private static String firstLine(Throwable cause) {
    return cause.getMessage() == null ? "" : cause.getMessage().lines().findFirst().orElse("");
  }
}
