package io.github.simclrbeam.files;

import java.io.IOException;

/** A store refused or failed. The message names the file and says why, in one line. */
public final class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  StoreException(String uri, Exception cause) {
    super(uri + ": " + why(cause), cause);
  }

  /**
   * @param why in words, where no client threw anything
   */
  StoreException(String uri, String why) {
    super(uri + ": " + why);
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
