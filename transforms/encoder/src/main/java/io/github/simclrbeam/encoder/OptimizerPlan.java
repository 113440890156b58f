package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.OptimizerSettings;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What an optimizer's settings mean.
 *
 * @param decay of the decayed kinds, at least 0
 */
record OptimizerPlan(
    UpdateRule rule,
    double decay,
    Set<TensorKind> decayed,
    Set<TensorKind> adapted,
    GradientClipping clipping) {
  private static final String SGD = "sgd";
  private static final String ADAM = "adam";
  private static final String ADAMW = "adamw";
  private static final String LARS = "lars";
  private static final List<String> NAMES = List.of(SGD, ADAM, ADAMW, LARS);
  private static final List<String> CONVENTIONS =
      Arrays.stream(MomentumConvention.values()).map(MomentumConvention::settingsName).toList();
  private static final List<String> VARIANTS =
      Arrays.stream(LarsVariant.values()).map(LarsVariant::settingsName).toList();

  /** Returns the known rules. */
  static List<String> names() {
    return NAMES;
  }

  /**
   * Returns the plan.
   *
   * @throws IllegalArgumentException with everything that is wrong with the settings
   */
  static OptimizerPlan of(OptimizerSettings settings) {
    check(settings).throwIfAny();
    return new OptimizerPlan(
        rule(settings),
        decay(settings),
        ParameterKinds.of(settings.getDecayedList()),
        ParameterKinds.of(settings.getAdaptedList()),
        clipping(settings));
  }

  static SettingsProblems check(OptimizerSettings settings) {
    SettingsProblems problems = new SettingsProblems();
    String name = name(settings);
    problems.requireName("optimizer", name, NAMES);
    problems.requireAtLeastZero("weight decay", decay(settings));
    ParameterKinds.check("decayed", settings.getDecayedList(), problems);
    problems.requirePositive("clip norm", settings.hasClipNorm() ? settings.getClipNorm() : 1);
    problems.requirePositive("clip value", settings.hasClipValue() ? settings.getClipValue() : 1);
    checkMomentum(settings, !name.equals(ADAM) && !name.equals(ADAMW), problems);
    checkAdam(settings, !name.equals(SGD) && !name.equals(LARS), problems);
    checkLars(settings, !name.equals(SGD) && !name.equals(ADAM) && !name.equals(ADAMW), problems);
    return problems;
  }

  private static void checkMomentum(
      OptimizerSettings settings, boolean read, SettingsProblems problems) {
    String reader = SGD + " and " + LARS;
    problems.requireAbsent(!read && settings.hasMomentum(), "momentum", reader);
    problems.requireAbsent(!read && settings.getNesterov(), "nesterov", reader);
    String convention = settings.getMomentumConvention();
    problems.requireAbsent(!read && !convention.isEmpty(), "momentum convention", reader);
    problems.requireShareBelowOne("momentum", momentum(settings));
    if (!convention.isEmpty()) {
      problems.requireName("momentum convention", convention, CONVENTIONS);
    }
  }

  private static void checkAdam(
      OptimizerSettings settings, boolean read, SettingsProblems problems) {
    String reader = ADAM + " and " + ADAMW;
    problems.requireAbsent(!read && settings.hasBeta1(), "beta1", reader);
    problems.requireAbsent(!read && settings.hasBeta2(), "beta2", reader);
    problems.requireAbsent(!read && settings.hasEpsilon(), "epsilon", reader);
    problems.requireShareBelowOne("beta1", beta1(settings));
    problems.requireShareBelowOne("beta2", beta2(settings));
    problems.requirePositive("epsilon", epsilon(settings));
  }

  private static void checkLars(
      OptimizerSettings settings, boolean read, SettingsProblems problems) {
    String variant = settings.getLarsVariant();
    problems.requireAbsent(!read && settings.getAdaptedCount() > 0, "adapted", LARS);
    problems.requireAbsent(!read && !variant.isEmpty(), "lars variant", LARS);
    problems.requireAbsent(!read && settings.hasTrustCoefficient(), "trust coefficient", LARS);
    problems.requireAbsent(!read && settings.hasClipRate(), "clip rate", LARS);
    ParameterKinds.check("adapted", settings.getAdaptedList(), problems);
    if (!variant.isEmpty()) {
      problems.requireName("lars variant", variant, VARIANTS);
    }
    if (settings.hasTrustCoefficient()) {
      problems.requirePositive("trust coefficient", settings.getTrustCoefficient());
    }
  }

  private static UpdateRule rule(OptimizerSettings settings) {
    return switch (name(settings)) {
      case ADAM -> new Adam(beta1(settings), beta2(settings), epsilon(settings), false);
      case ADAMW -> new Adam(beta1(settings), beta2(settings), epsilon(settings), true);
      case LARS -> lars(settings);
      default -> new Sgd(momentum(settings, MomentumConvention.PYTORCH));
    };
  }

  private static Lars lars(OptimizerSettings settings) {
    int at = Math.max(0, VARIANTS.indexOf(settings.getLarsVariant()));
    LarsVariant variant = LarsVariant.values()[at];
    return new Lars(
        momentum(settings, variant.convention()),
        variant,
        settings.hasTrustCoefficient()
            ? settings.getTrustCoefficient()
            : variant.trustCoefficient(),
        settings.hasClipRate() ? settings.getClipRate() : variant.clipsRate());
  }

  private static Momentum momentum(OptimizerSettings settings, MomentumConvention usual) {
    int at = CONVENTIONS.indexOf(settings.getMomentumConvention());
    MomentumConvention convention = at < 0 ? usual : MomentumConvention.values()[at];
    return new Momentum(momentum(settings), convention, settings.getNesterov());
  }

  private static GradientClipping clipping(OptimizerSettings settings) {
    GradientClipping none = GradientClipping.none();
    return new GradientClipping(
        settings.hasClipNorm() ? settings.getClipNorm() : none.norm(),
        settings.hasClipValue() ? settings.getClipValue() : none.value());
  }

  private static String name(OptimizerSettings settings) {
    return settings.getName().isEmpty() ? SGD : settings.getName();
  }

  private static double momentum(OptimizerSettings settings) {
    return settings.hasMomentum() ? settings.getMomentum() : 0.9;
  }

  private static double decay(OptimizerSettings settings) {
    return settings.hasWeightDecay() ? settings.getWeightDecay() : 1e-4;
  }

  private static double beta1(OptimizerSettings settings) {
    return settings.hasBeta1() ? settings.getBeta1() : 0.9;
  }

  private static double beta2(OptimizerSettings settings) {
    return settings.hasBeta2() ? settings.getBeta2() : 0.999;
  }

  private static double epsilon(OptimizerSettings settings) {
    return settings.hasEpsilon() ? settings.getEpsilon() : 1e-8;
  }
}
