package io.github.simclrbeam.images;

/**
 * Bytes that are not a usable image: the image's fault, never the reader's, so trying again cannot
 * help.
 */
public final class UndecodableImageException extends Exception {
  /** There are no bytes. */
  public static final String EMPTY = "empty";

  /** The bytes are of no image format. */
  public static final String NOT_AN_IMAGE = "not-an-image";

  /** The bytes are of an image format, or a variety of one, that cannot be decoded here. */
  public static final String UNSUPPORTED = "unsupported";

  /** The bytes end before the image does. */
  public static final String TRUNCATED = "truncated";

  /** The header announces, or the file is, more than the limits allow. */
  public static final String TOO_LARGE = "too-large";

  /** The bytes contradict the format. */
  public static final String CORRUPT = "corrupt";

  /** The file holds several images, and the settings refuse that. */
  public static final String ANIMATED = "animated";

  private static final long serialVersionUID = 1;

  private final String reason;
  private final long offset;

  /**
   * @param reason one of the constants
   * @param message what was found and what was expected
   * @param offset byte of the fault within the image's bytes; -1 when unknown
   */
  public UndecodableImageException(String reason, String message, long offset) {
    super(message);
    this.reason = reason;
    this.offset = offset;
  }

  /** Returns the class of fault. */
  public String reason() {
    return reason;
  }

  /** Returns the byte of the fault within the image's bytes; -1 when unknown. */
  public long offset() {
    return offset;
  }
}
