package io.github.simclrbeam.cli;

import io.github.simclrbeam.files.StoreException;
import java.io.FileNotFoundException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;

/** What went wrong, in one line that names the deepest cause, or the file that is at fault. */
final class Causes {
  private Causes() {}

  static String inOneLine(Throwable thrown) {
    Throwable cause = thrown;
    while (!namesFile(cause) && cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
    int end = message.indexOf('\n');
    String line = end < 0 ? message : message.substring(0, end);
    if (cause instanceof UnknownHostException) {
      return "cannot reach the host " + line;
    }
    if (cause instanceof FileNotFoundException || cause instanceof NoSuchFileException) {
      return line.contains(" ") ? line : "there is no file " + line;
    }
    return line.isEmpty() || cause instanceof NullPointerException || cause instanceof Error
        ? words(cause.getClass().getSimpleName()) + (line.isEmpty() ? "" : ": " + line)
        : line;
  }

  /** Below these there is what a store's client says, which may name no file. */
  private static boolean namesFile(Throwable cause) {
    return cause instanceof FileNotFoundException || cause instanceof StoreException;
  }

  private static String words(String className) {
    return className.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
  }
}
