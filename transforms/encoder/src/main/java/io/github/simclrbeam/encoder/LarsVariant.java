package io.github.simclrbeam.encoder;

/**
 * Published forms of LARS. They differ in what a tensor's length is divided by: the length of
 * gradient and decay together, or the sum of their lengths and epsilon.
 */
enum LarsVariant {
  /** lars_optimizer.py of google-research/simclr: together; the rate goes into the velocity. */
  GOOGLE("google", true, 0, 0.001, false, false, MomentumConvention.TENSORFLOW),
  /** lightly and bolts, but without decay tensors are adapted too. */
  LIGHTLY("lightly", false, 1e-8, 0.001, false, false, MomentumConvention.PYTORCH),
  /** lightly and bolts as they are: tensors without decay are not adapted. */
  LIGHTLY_DECAYED_ONLY(
      "lightly-decayed-only", false, 1e-8, 0.001, false, true, MomentumConvention.PYTORCH),
  /** solo-learn as its CIFAR recipes set it. */
  SOLO_LEARN("solo-learn", false, 1e-8, 0.02, true, false, MomentumConvention.PYTORCH),
  /** LARC of NVIDIA apex as VISSL sets it. */
  VISSL("vissl", false, 1e-8, 0.001, false, false, MomentumConvention.PYTORCH);

  private final String settingsName;
  private final boolean decayInside;
  private final double epsilon;
  private final double trustCoefficient;
  private final boolean clipsRate;
  private final boolean needsDecay;
  private final MomentumConvention convention;

  LarsVariant(
      String settingsName,
      boolean decayInside,
      double epsilon,
      double trustCoefficient,
      boolean clipsRate,
      boolean needsDecay,
      MomentumConvention convention) {
    this.settingsName = settingsName;
    this.decayInside = decayInside;
    this.epsilon = epsilon;
    this.trustCoefficient = trustCoefficient;
    this.clipsRate = clipsRate;
    this.needsDecay = needsDecay;
    this.convention = convention;
  }

  String settingsName() {
    return settingsName;
  }

  /** Returns 1 if the decay is added before the gradient's length is taken, otherwise 0. */
  long decayInside() {
    return decayInside ? 1 : 0;
  }

  /** Added to the divisor. */
  double epsilon() {
    return epsilon;
  }

  /** What this form takes when the settings name no coefficient. */
  double trustCoefficient() {
    return trustCoefficient;
  }

  /** Whether this form clips when the settings do not say. */
  boolean clipsRate() {
    return clipsRate;
  }

  /** Whether tensors without decay are left unadapted. */
  boolean needsDecay() {
    return needsDecay;
  }

  /** What this form takes when the settings name no convention. */
  MomentumConvention convention() {
    return convention;
  }
}
