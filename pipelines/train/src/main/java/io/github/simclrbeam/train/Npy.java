package io.github.simclrbeam.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** NumPy's array file, version 1.0: little-endian float32 in C order (numpy.lib.format). */
final class Npy {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  private Npy() {}

  /**
   * Returns the file's bytes.
   *
   * @param shape at least one extent; their product must be the number of values
   */
  static byte[] bytes(float[] values, int... shape) {
    long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
    if (count != values.length) {
      throw new IllegalArgumentException(
          "values must be %d for the shape %s, but were: %d"
              .formatted(count, Arrays.toString(shape), values.length));
    }
    byte[] header = header(shape);
    ByteBuffer file =
        ByteBuffer.allocate(Math.addExact(header.length, Math.multiplyExact(4, values.length)))
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(header);
    file.asFloatBuffer().put(values);
    return file.array();
  }

  private static byte[] header(int[] shape) {
    String extents =
        Arrays.stream(shape).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String tuple = shape.length == 1 ? extents + "," : extents;
    String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(tuple);
    int unpadded = MAGIC.length + Short.BYTES + text.length() + 1;
    int length = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    String padded = text + " ".repeat(length - unpadded) + "\n";
    return ByteBuffer.allocate(length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .putShort((short) padded.length())
        .put(padded.getBytes(StandardCharsets.US_ASCII))
        .array();
  }
}
