package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.OptimizerSettings;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class OptimizerSettingsTest {
  @Test
  void emptySettingsAreSgdWhoseWeightsDecay() {
    assertThat(OptimizerPlan.of(OptimizerSettings.getDefaultInstance()))
        .isEqualTo(
            new OptimizerPlan(
                new Sgd(Momentum.pytorch(0.9)),
                1e-4,
                EnumSet.of(TensorKind.WEIGHT),
                EnumSet.of(TensorKind.WEIGHT),
                GradientClipping.none()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void namesStandForRules(OptimizerSettings settings, UpdateRule expected) {
    assertThat(OptimizerPlan.of(settings).rule()).isEqualTo(expected);
  }

  static List<Arguments> rules() {
    Momentum tensorflow = new Momentum(0.9, MomentumConvention.TENSORFLOW, false);
    return List.of(
        Arguments.of(
            named("sgd").setNesterov(true).setMomentumConvention("tensorflow").build(),
            new Sgd(new Momentum(0.9, MomentumConvention.TENSORFLOW, true))),
        Arguments.of(named("adam").build(), new Adam(0.9, 0.999, 1e-8, false)),
        Arguments.of(named("adamw").setBeta2(0.95).build(), new Adam(0.9, 0.95, 1e-8, true)),
        Arguments.of(named("lars").build(), new Lars(tensorflow, LarsVariant.GOOGLE, 0.001, false)),
        Arguments.of(
            named("lars").setLarsVariant("solo-learn").build(),
            new Lars(Momentum.pytorch(0.9), LarsVariant.SOLO_LEARN, 0.02, true)),
        Arguments.of(
            named("lars").setLarsVariant("solo-learn").setClipRate(false).build(),
            new Lars(Momentum.pytorch(0.9), LarsVariant.SOLO_LEARN, 0.02, false)),
        Arguments.of(
            named("lars").setLarsVariant("vissl").setTrustCoefficient(0.01).build(),
            new Lars(Momentum.pytorch(0.9), LarsVariant.VISSL, 0.01, false)));
  }

  @Test
  void everyKindMayDecayAndBeAdapted() {
    OptimizerPlan plan =
        OptimizerPlan.of(
            named("lars").addDecayed("all").addAdapted("weight").addAdapted("scale").build());
    assertThat(plan.decayed())
        .containsExactlyInAnyOrder(
            TensorKind.WEIGHT,
            TensorKind.BIAS,
            TensorKind.SCALE,
            TensorKind.ZERO_SCALE,
            TensorKind.SHIFT);
    assertThat(plan.adapted())
        .containsExactlyInAnyOrder(TensorKind.WEIGHT, TensorKind.SCALE, TensorKind.ZERO_SCALE);
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void everythingWrongIsSaidAtOnce(OptimizerSettings settings, List<String> expected) {
    assertThat(Optimizer.problems(settings)).isEqualTo(expected);
    assertThatThrownBy(() -> OptimizerPlan.of(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(String.join("; ", expected));
  }

  static List<Arguments> wrongSettings() {
    return List.of(
        Arguments.of(
            named("adamx").setWeightDecay(-1).build(),
            List.of(
                "optimizer must be one of sgd, adam, adamw, lars, but was: adamx; did you mean"
                    + " adam?",
                "weight decay must be at least 0, but was: -1.0")),
        Arguments.of(
            named("sgd").setMomentum(Double.NaN).setMomentumConvention("torch").build(),
            List.of(
                "momentum must be in [0, 1), but was: NaN",
                "momentum convention must be one of pytorch, tensorflow, but was: torch; did you"
                    + " mean pytorch?")),
        Arguments.of(
            named("adam").setMomentum(0.5).setBeta1(1).setTrustCoefficient(0.1).build(),
            List.of(
                "momentum is read by sgd and lars only",
                "beta1 must be in [0, 1), but was: 1.0",
                "trust coefficient is read by lars only")),
        Arguments.of(
            named("lars")
                .setLarsVariant("visl")
                .setTrustCoefficient(0)
                .setEpsilon(1)
                .addAdapted("wieght")
                .build(),
            List.of(
                "epsilon is read by adam and adamw only",
                "adapted must be one of weight, bias, scale, shift, all, but was: wieght; did you"
                    + " mean weight?",
                "lars variant must be one of google, lightly, lightly-decayed-only, solo-learn,"
                    + " vissl, but was: visl; did you mean vissl?",
                "trust coefficient must be above 0, but was: 0.0")),
        Arguments.of(
            OptimizerSettings.newBuilder()
                .addDecayed("all")
                .addDecayed("bias")
                .setClipNorm(0)
                .build(),
            List.of(
                "decayed must be 'all' alone or other names, but was: [all, bias]",
                "clip norm must be above 0, but was: 0.0")),
        Arguments.of(
            OptimizerSettings.newBuilder().setClipValue(-2).build(),
            List.of("clip value must be above 0, but was: -2.0")));
  }

  private static OptimizerSettings.Builder named(String name) {
    return OptimizerSettings.newBuilder().setName(name);
  }
}
