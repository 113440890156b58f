package io.github.simclrbeam.sources;

import io.airlift.compress.zstd.ZstdCompressor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** zstd files made of frames. */
final class ZstdFiles {
  private ZstdFiles() {}

  /** One frame that declares the size of its content; without a checksum. */
  static byte[] frame(byte[] content) {
    ZstdCompressor compressor = new ZstdCompressor();
    byte[] frame = new byte[compressor.maxCompressedLength(content.length)];
    int length = compressor.compress(content, 0, content.length, frame, 0, frame.length);
    return Arrays.copyOf(frame, length);
  }

  /** One frame of blocks that are not compressed, with a window but no size of its content. */
  static byte[] uncompressedFrame(int windowDescriptor, byte[] content) {
    int most = 128 << 10;
    ByteBuffer frame =
        ByteBuffer.allocate(6 + content.length + 3 * (content.length / most + 1))
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0xfd2fb528)
            .put((byte) 0)
            .put((byte) windowDescriptor);
    for (int from = 0; from < content.length; from += most) {
      int length = Math.min(most, content.length - from);
      int header = length << 3 | (from + length == content.length ? 1 : 0);
      frame.put((byte) header).putShort((short) (header >> 8)).put(content, from, length);
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }

  static byte[] skippable(int number, byte[] content) {
    return ByteBuffer.allocate(8 + content.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(0x184d2a50 + number)
        .putInt(content.length)
        .put(content)
        .array();
  }

  static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      all.writeBytes(piece);
    }
    return all.toByteArray();
  }
}
