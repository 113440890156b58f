package io.github.simclrbeam.encoder;

/** What a tensor of a model is for; decides training, weight decay and initialization. */
enum TensorKind {
  /** Of a convolution or a linear layer. */
  WEIGHT,
  /** Of a linear layer. */
  BIAS,
  /** BatchNorm's weight. */
  SCALE,
  /** BatchNorm's weight, 0 at first. */
  ZERO_SCALE,
  /** BatchNorm's bias. */
  SHIFT,
  /** BatchNorm's bias that stays 0. */
  FIXED_SHIFT,
  RUNNING_MEAN,
  RUNNING_VARIANCE;

  boolean trainable() {
    return this != FIXED_SHIFT && this != RUNNING_MEAN && this != RUNNING_VARIANCE;
  }
}
