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

  /** Returns the same numbers as F32: rounded, if they had more digits. */
  TensorData asFloats() {
    if (type == TensorType.F32) {
      return this;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    float[] values = new float[Math.toIntExact(elements(shape))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) number(buffer, i * type.bytes());
    }
    return of(name, shape, values);
  }

  /** Returns whether none of the numbers is infinite or no number. */
  boolean finite() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean finite = true;
    for (int at = 0; finite && at < bytes.length; at += type.bytes()) {
      finite = Double.isFinite(number(buffer, at));
    }
    return finite;
  }

  private double number(ByteBuffer buffer, int at) {
    return switch (type) {
      case F32 -> buffer.getFloat(at);
      case F64 -> buffer.getDouble(at);
      case I64 -> buffer.getLong(at);
      case F16 -> ofBinary16(buffer.getShort(at));
      case BF16 -> Float.intBitsToFloat(buffer.getShort(at) << 16);
    };
  }

  /** A sign, 5 bits of exponent biased by 15, 10 bits of fraction (IEEE 754-2019, 3.6). */
  private static double ofBinary16(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    double size =
        switch (exponent) {
          case 0 -> Math.scalb((double) fraction, -24);
          case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
          default -> Math.scalb(1024.0 + fraction, exponent - 25);
        };
    return bits < 0 ? -size : size;
  }

  long scalar() {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
