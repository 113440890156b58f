package io.github.simclrbeam.encoder;

/** Where the learning rate stands when momentum gathers gradients; alike while it is constant. */
enum MomentumConvention {
  /** {@code v = momentum v + g; w = w - rate v}: a new rate scales the past too (torch.optim). */
  PYTORCH("pytorch"),
  /** {@code v = momentum v + rate g; w = w - v}: the past keeps the rates that it had (Keras). */
  TENSORFLOW("tensorflow");

  private final String settingsName;

  MomentumConvention(String settingsName) {
    this.settingsName = settingsName;
  }

  String settingsName() {
    return settingsName;
  }
}
