package io.github.simclrbeam.encoder;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The values of a tensor in double precision. */
final class Doubles {
  private Doubles() {}

  static double[] of(TensorData tensor) {
    double[] values = new double[tensor.bytes().length / Double.BYTES];
    ByteBuffer.wrap(tensor.bytes()).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }
}
