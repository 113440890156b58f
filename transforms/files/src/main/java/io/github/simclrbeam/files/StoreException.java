package io.github.simclrbeam.files;

import java.io.IOException;
import java.util.regex.Pattern;

/** A store refused or failed. The message names the file and says why, in one line. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  /** As the clients of Google and of Amazon print the status. */
  private static final Pattern NOT_FOUND = Pattern.compile("^404\\b|\\bStatus Code: 404\\b");

  StoreException(String uri, Exception cause) {
    super(uri + ": " + why(cause), cause);
  }

  private StoreException(String message) {
    super(message);
  }

  /**
   * Returns that a file was not deleted, which not every client tells.
   *
   * @param more how many others were not
   */
  static StoreException kept(String uri, int more) {
    return new StoreException(
        "%s: still there after it was deleted%s; may it be deleted?"
            .formatted(uri, more == 0 ? "" : ", as are %d more".formatted(more)));
  }

  /** Returns whether the server said that what was asked for is not there. */
  boolean saysNotFound() {
    return getCause() != null && NOT_FOUND.matcher(why(getCause())).find();
  }

  /** The clients of stores wrap what a server said more than once, and print its answer whole. */
  private static String why(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null && deepest.getCause() != deepest) {
      deepest = deepest.getCause();
    }
    String message = deepest.getMessage();
    return message == null || message.isBlank()
        ? deepest.getClass().getSimpleName()
        : message.strip().lines().findFirst().orElseThrow();
  }
}
