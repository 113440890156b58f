package io.github.simclrbeam.encoder;

import java.util.Arrays;

/**
 * Initial values as PyTorch and torchvision give them, from a seed. Convolutions: normal with
 * variance 2 / fan-out (He et al. 2015). Linear layers: uniform in ±1/sqrt(fan-in). BatchNorm:
 * scale 1 (or 0: {@link TensorKind#ZERO_SCALE}), shift 0, mean 0, variance 1.
 */
final class Initialization {
  private Initialization() {}

  /** Returns the row-major values of the tensor with this name, kind and shape. */
  static float[] values(String name, TensorKind kind, long[] shape, long fanIn, long seed) {
    int size = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    float[] values = new float[size];
    switch (kind) {
      case SCALE, RUNNING_VARIANCE -> Arrays.fill(values, 1f);
      case ZERO_SCALE, SHIFT, FIXED_SHIFT, RUNNING_MEAN -> Arrays.fill(values, 0f);
      case WEIGHT, BIAS -> {
        WeightRandom random = new WeightRandom(seed, name);
        if (shape.length == 4) {
          double deviation = StrictMath.sqrt(2.0 / (shape[0] * shape[2] * shape[3]));
          for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.normal());
          }
        } else {
          double bound = 1 / StrictMath.sqrt(fanIn);
          for (int i = 0; i < size; i++) {
            values[i] = (float) random.uniform(-bound, bound);
          }
        }
      }
    }
    return values;
  }
}
