package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class LarsTest {
  private static final Offset<Double> TIGHT = within(1e-12);
  private static final double[] W = {3, 4};
  private static final double[] G = {.6, .8};

  @Test
  void googlesTwoStepsAreTheHandComputedOnes() {
    // Decay .1: |g| = |(.9, 1.2)| = 1.5, trust .001 x 5 / 1.5, v = (.003, .004).
    Lars lars = lars(LarsVariant.GOOGLE);
    assertThat(moved(lars, 0.1, true, W, new double[][] {G}, 1)).containsExactly(2.997, 3.996);
    assertThat(moved(lars, 0.1, true, W, new double[][] {G, G}, 1, 1))
        .containsExactly(new double[] {2.991303, 3.988404}, within(1e-9));
  }

  @Test
  void googlesStepsWithAChangingRateAreThoseOfItsFormula() {
    // lars_optimizer.py's lines, its classic momentum, in PyTorch 2.7.1 float64 tensors.
    assertThat(RuleFixture.afterFourSteps(lars(LarsVariant.GOOGLE), 0.1, true))
        .containsExactly(
            new double[] {
              2.998643264967195, 3.996425728303963, -0.5015403026671513, -0.00012358287444475015
            },
            TIGHT);
  }

  @ParameterizedTest
  @EnumSource(
      value = LarsVariant.class,
      names = {"LIGHTLY", "LIGHTLY_DECAYED_ONLY", "VISSL"})
  void lightlysStepsAreLightlys(LarsVariant variant) {
    // LARS(momentum=.9, weight_decay=.1) of lightly 1.6.0, PyTorch 2.7.1, float64. The arithmetic
    // of apex's LARC without clipping is the same.
    assertThat(RuleFixture.afterFourSteps(lars(variant), 0.1, true))
        .containsExactly(
            new double[] {
              2.99887603500468, 3.997888113534675, -0.5004562150459568, -0.00017053888004148136
            },
            TIGHT);
  }

  @Test
  void lightlysNesterovIsLightlys() {
    Momentum nesterov = new Momentum(0.9, MomentumConvention.PYTORCH, true);
    assertThat(
            RuleFixture.afterFourSteps(
                new Lars(nesterov, LarsVariant.LIGHTLY, 0.001, false), 0.1, true))
        .containsExactly(
            new double[] {
              2.9985563618322835, 3.9970561975896954, -0.5008483105925018, -0.00017605250898916503
            },
            TIGHT);
  }

  @Test
  void soloLearnsStepsAreThoseOfItsFormula() {
    // solo/utils/lars.py's lines in PyTorch 2.7.1 float64 tensors, eta .02 and clip_lars_lr.
    assertThat(RuleFixture.afterFourSteps(lars(LarsVariant.SOLO_LEARN), 0.1, true))
        .containsExactly(
            new double[] {
              2.7600774251758327, 3.6592227588192343, -0.5303488026254751, -0.016693958266319645
            },
            TIGHT);
  }

  @ParameterizedTest
  @EnumSource(
      value = LarsVariant.class,
      names = {"GOOGLE", "LIGHTLY", "VISSL"})
  void withoutDecayTensorsAreStillAdapted(LarsVariant variant) {
    // Trust .001 x 5 / 1 = .005.
    assertThat(moved(lars(variant), 0, true, W, new double[][] {G}, 1))
        .containsExactly(new double[] {3 - .005 * .6, 4 - .005 * .8}, within(1e-9));
  }

  @Test
  void onlyTheVariantThatSaysSoIsPlainSgdWithoutDecay() {
    assertThat(moved(lars(LarsVariant.LIGHTLY_DECAYED_ONLY), 0, true, W, new double[][] {G}, 1))
        .containsExactly(new double[] {2.4, 3.2}, TIGHT);
  }

  @ParameterizedTest
  @EnumSource(LarsVariant.class)
  void weightsThatStartAtZeroMove(LarsVariant variant) {
    // Trust 1: as SGD.
    assertThat(moved(lars(variant), 0.1, true, new double[2], new double[][] {G}, 1))
        .containsExactly(new double[] {-.6, -.8}, TIGHT);
  }

  @ParameterizedTest
  @EnumSource(LarsVariant.class)
  void gradientsOfZeroKeepEverythingFinite(LarsVariant variant) {
    assertThat(moved(lars(variant), 0, true, W, new double[1][2], 1)).containsExactly(3, 4);
    assertThat(moved(lars(variant), 0, true, new double[2], new double[1][2], 1))
        .containsExactly(0, 0);
  }

  @ParameterizedTest
  @EnumSource(value = LarsVariant.class, mode = EnumSource.Mode.EXCLUDE, names = "GOOGLE")
  void withoutAGradientAdaptedTensorsDoNotDecay(LarsVariant variant) {
    assertThat(moved(lars(variant), 0.1, true, W, new double[1][2], 1)).containsExactly(3, 4);
  }

  @Test
  void withoutAGradientGooglesAdaptedTensorsDecayByTheCoefficient() {
    // Trust .001 x 5 / (.1 x 5) = .01, times the decay .1.
    assertThat(moved(lars(LarsVariant.GOOGLE), 0.1, true, W, new double[1][2], 1))
        .containsExactly(new double[] {2.997, 3.996}, TIGHT);
  }

  @ParameterizedTest
  @EnumSource(LarsVariant.class)
  void tensorsThatAreNotAdaptedMoveAsBySgd(LarsVariant variant) {
    Lars lars = lars(variant);
    assertThat(RuleFixture.afterFourSteps(lars, 0.01, false))
        .containsExactly(RuleFixture.afterFourSteps(new Sgd(lars.momentum()), 0.01, false));
  }

  @Test
  void clippedTensorsNeverMoveFasterThanTheRate() {
    // Trust .2 x 5 / 1 = 1 is above the rate .1, so the factor is 1; below the rate 2 it is .5.
    Lars lars = new Lars(Momentum.pytorch(0), LarsVariant.SOLO_LEARN, 0.2, true);
    assertThat(moved(lars, 0, true, W, new double[][] {G}, .1))
        .containsExactly(new double[] {2.94, 3.92}, TIGHT);
    assertThat(moved(lars, 0, true, W, new double[][] {G}, 2))
        .containsExactly(new double[] {2.4, 3.2}, within(1e-7));
  }

  @Test
  void rateOfZeroMovesNothing() {
    assertThat(moved(lars(LarsVariant.SOLO_LEARN), 0.1, true, W, new double[][] {G}, 0))
        .containsExactly(3, 4);
  }

  @Test
  void senselessCoefficientIsRefused() {
    assertThatThrownBy(() -> new Lars(Momentum.pytorch(0), LarsVariant.GOOGLE, -1, false))
        .hasMessage("trust coefficient must be above 0, but was: -1.0");
  }

  private static Lars lars(LarsVariant variant) {
    return new Lars(
        new Momentum(0.9, variant.convention(), false),
        variant,
        variant.trustCoefficient(),
        variant.clipsRate());
  }

  private static double[] moved(
      Lars lars,
      double decay,
      boolean adapted,
      double[] start,
      double[][] gradients,
      double... rates) {
    return RuleFixture.weights(lars, decay, adapted, start, gradients, rates);
  }
}
