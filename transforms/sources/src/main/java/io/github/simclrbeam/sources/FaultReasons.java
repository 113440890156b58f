package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.Fault;

/** Why listing or reading found no usable image; the words that dead letters are counted by. */
public final class FaultReasons {
  /** The file that a manifest names is not there. */
  public static final String MISSING = "missing";

  /** A row, record or member says nothing of an image. */
  public static final String NO_IMAGE = "no-image";

  /** The bytes end before the image does. */
  public static final String TRUNCATED = "truncated";

  /** The bytes contradict the format or their checksum. */
  public static final String CORRUPT = "corrupt";

  /** More bytes than the limits allow. */
  public static final String TOO_LARGE = "too-large";

  private FaultReasons() {}

  /**
   * Returns a fault.
   *
   * @param reason one of the constants
   * @param message what was found and what was expected, one line
   * @param offset byte of the file; -1 when unknown
   * @param bytes size of what is lost; -1 when unknown
   */
  static Fault fault(String reason, String message, long offset, long bytes) {
    return Fault.newBuilder()
        .setReason(reason)
        .setMessage(message)
        .setOffset(offset)
        .setBytes(bytes)
        .build();
  }
}
