package io.github.simclrbeam.encoder;

/** What a tensor of a model is for; decides training, weight decay and initialization. */
enum TensorKind {
  /** Of a convolution or a linear layer: the only kind that decays. */
  WEIGHT,
  /** Of a linear layer. */
  BIAS,
  /** BatchNorm's weight. */
  SCALE,
  /** BatchNorm's bias. */
  SHIFT,
  RUNNING_MEAN,
  RUNNING_VARIANCE;

  boolean trainable() {
    return this != RUNNING_MEAN && this != RUNNING_VARIANCE;
  }

  boolean decays() {
    return this == WEIGHT;
  }
}
