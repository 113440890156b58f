package io.github.simclrbeam.beam;

/** So many images could not be used that the input must be a wrong one; the message counts them. */
public final class TooManyBadImagesException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooManyBadImagesException(String message) {
    super(message);
  }
}
