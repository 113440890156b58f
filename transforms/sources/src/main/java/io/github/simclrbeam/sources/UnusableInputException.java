package io.github.simclrbeam.sources;

import java.io.IOException;

/** The input as a whole, not one image of it, cannot be read; the message says why and where. */
public final class UnusableInputException extends IOException {
  private static final long serialVersionUID = 1;

  public UnusableInputException(String message) {
    super(message);
  }
}
