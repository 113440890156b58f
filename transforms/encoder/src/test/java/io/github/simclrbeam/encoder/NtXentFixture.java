package io.github.simclrbeam.encoder;

/** NT-Xent on the engine from Java numbers, in double or single precision. */
final class NtXentFixture {
  private NtXentFixture() {}

  /** Rows are the first views, then the second views. */
  static LossFixture.Values doubles(double[][] rows, double temperature) {
    return LossFixture.doubles(ops -> new NtXent(ops, temperature), rows, LossFixture.NO_LABELS);
  }

  static LossFixture.Values floats(double[][] rows, double temperature) {
    return LossFixture.floats(ops -> new NtXent(ops, temperature), rows, LossFixture.NO_LABELS);
  }
}
