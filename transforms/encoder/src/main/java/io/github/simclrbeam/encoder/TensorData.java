package io.github.simclrbeam.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A tensor's values outside the engine, row-major, little-endian.
 *
 * @param bytes shared, not copied: nobody changes them
 */
record TensorData(String name, TensorType type, long[] shape, byte[] bytes) {
  TensorData {
    long expected = elements(shape) * type.bytes();
    if (bytes.length != expected) {
      throw new IllegalArgumentException(
          "bytes of %s must be %d for shape %s, but was: %d"
              .formatted(name, expected, Arrays.toString(shape), bytes.length));
    }
  }

  static TensorData of(String name, long[] shape, float[] values) {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return new TensorData(name, TensorType.F32, shape, bytes);
  }

  static TensorData of(String name, long value) {
    byte[] bytes = new byte[8];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
    return new TensorData(name, TensorType.I64, new long[0], bytes);
  }

  static long elements(long[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  TensorData named(String other) {
    return new TensorData(other, type, shape, bytes);
  }

  float[] floats() {
    FloatBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }

  /** Returns whether none of the numbers is infinite or no number. */
  boolean finite() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean finite = true;
    for (int at = 0; finite && at < bytes.length; at += type.bytes()) {
      finite =
          switch (type) {
            case F32 -> Float.isFinite(buffer.getFloat(at));
            case F64 -> Double.isFinite(buffer.getDouble(at));
            case I64 -> true;
          };
    }
    return finite;
  }

  long scalar() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
