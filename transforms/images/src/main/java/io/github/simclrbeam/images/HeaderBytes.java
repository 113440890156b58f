package io.github.simclrbeam.images;

import java.nio.charset.StandardCharsets;

/** Numbers at positions of an image's bytes; reading past the end says that the image is cut. */
final class HeaderBytes {
  private final byte[] bytes;
  private final ImageType type;

  HeaderBytes(byte[] bytes, ImageType type) {
    this.bytes = bytes;
    this.type = type;
  }

  int length() {
    return bytes.length;
  }

  int u8(long at) throws UndecodableImageException {
    need(at, 1);
    return bytes[(int) at] & 0xff;
  }

  int u16(long at) throws UndecodableImageException {
    return u8(at) << 8 | u8(at + 1);
  }

  long u32(long at) throws UndecodableImageException {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  int u16Little(long at) throws UndecodableImageException {
    return u8(at) | u8(at + 1) << 8;
  }

  int u24Little(long at) throws UndecodableImageException {
    return u16Little(at) | u8(at + 2) << 16;
  }

  long u32Little(long at) throws UndecodableImageException {
    return u16Little(at) | (long) u16Little(at + 2) << 16;
  }

  /** Returns whether the ASCII text stands at a position. */
  boolean has(long at, String text) {
    if (at + text.length() > bytes.length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (bytes[(int) at + i] != (byte) text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  String text(long at, int length) throws UndecodableImageException {
    need(at, length);
    return new String(bytes, (int) at, length, StandardCharsets.ISO_8859_1);
  }

  /** Checks that length bytes stand at a position. */
  void need(long at, long length) throws UndecodableImageException {
    if (at < 0 || length < 0 || at + length > bytes.length) {
      throw truncated(
          "%d bytes from %d are announced, but there are %d".formatted(length, at, bytes.length));
    }
  }

  UndecodableImageException truncated(String what) {
    return new UndecodableImageException(
        UndecodableImageException.TRUNCATED,
        "the %s is cut: %s".formatted(type, what),
        bytes.length);
  }

  UndecodableImageException corrupt(String what, long at) {
    return new UndecodableImageException(
        UndecodableImageException.CORRUPT, "the %s is corrupt: %s".formatted(type, what), at);
  }

  UndecodableImageException unsupported(String what, long at) {
    return new UndecodableImageException(
        UndecodableImageException.UNSUPPORTED,
        "%s cannot be decoded here: save it as plain %s or PNG".formatted(what, type),
        at);
  }
}
