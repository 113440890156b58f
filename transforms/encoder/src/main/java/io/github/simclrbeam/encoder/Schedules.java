package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.ScheduleSettings;
import java.util.Arrays;
import java.util.List;

/** Schedules of the learning rate by their settings. */
public final class Schedules {
  private static final String COSINE = "cosine";
  private static final String STEPS = "steps";
  private static final String CONSTANT = "constant";
  private static final List<String> DECAYS = List.of(COSINE, STEPS, CONSTANT);
  private static final List<String> STARTS =
      Arrays.stream(WarmUp.Start.values()).map(WarmUp.Start::settingsName).toList();
  private static final List<String> SCALINGS =
      Arrays.stream(RateScaling.values()).map(RateScaling::settingsName).toList();
  private static final double DEFAULT_FACTOR = 0.1;

  private Schedules() {}

  /** Returns the known ways in which a rate falls. */
  public static List<String> decays() {
    return DECAYS;
  }

  /** Returns the known conventions of warm-up. */
  public static List<String> warmUps() {
    return STARTS;
  }

  /** Returns the known ways to scale a rate to a batch. */
  public static List<String> scalings() {
    return SCALINGS;
  }

  /** Returns all that is wrong with the settings, a sentence each; empty when they can be used. */
  public static List<String> problems(ScheduleSettings settings) {
    return check(settings).found();
  }

  /**
   * Returns the schedule of a run.
   *
   * @param base the rate when warm-up is over, for the run's batch; at least 0
   * @param warmUpSteps at least 0
   * @param totalSteps at least 1; may be warmUpSteps or fewer
   * @param stepsPerEpoch at least 1; turns milestones into steps
   * @throws IllegalArgumentException with everything that is wrong with the settings, or if a
   *     milestone that counts from the end lies before the start
   */
  public static Schedule of(
      ScheduleSettings settings,
      double base,
      long warmUpSteps,
      long totalSteps,
      long stepsPerEpoch) {
    SettingsProblems problems = check(settings);
    problems.require(stepsPerEpoch >= 1, "steps per epoch", "at least 1", stepsPerEpoch);
    for (double epochs : settings.getMilestoneEpochsList()) {
      problems.require(
          milestone(epochs, totalSteps, stepsPerEpoch) >= 0,
          "a milestone that counts from the end",
          "within the run of %d steps of %d an epoch".formatted(totalSteps, stepsPerEpoch),
          epochs);
    }
    problems.throwIfAny();
    WarmUp.Start start = WarmUp.Start.values()[Math.max(0, STARTS.indexOf(settings.getWarmUp()))];
    return new Schedule(
        base,
        new WarmUp(warmUpSteps, start, settings.getWarmUpRate()),
        decay(settings, totalSteps, stepsPerEpoch),
        totalSteps,
        settings.getPerEpoch() ? stepsPerEpoch : 1);
  }

  /**
   * Returns a recipe's rate for a batch, scaled as its settings say.
   *
   * @param batch in pairs, above 0
   * @throws IllegalArgumentException with everything that is wrong with the settings
   */
  public static double scaledRate(ScheduleSettings settings, double rate, int batch) {
    check(settings).throwIfAny();
    RateScaling scaling =
        RateScaling.values()[Math.max(0, SCALINGS.indexOf(settings.getScaling()))];
    int reference = settings.getScalingBatch();
    return scaling.scaled(rate, batch, reference == 0 ? scaling.usualBatch() : reference);
  }

  private static SettingsProblems check(ScheduleSettings settings) {
    SettingsProblems problems = new SettingsProblems();
    String decay = decayName(settings);
    problems.requireName("decay", decay, DECAYS);
    double end = settings.getEndFraction();
    problems.require(end >= 0 && end <= 1, "end fraction", "in [0, 1]", end);
    boolean otherThanCosine = decay.equals(STEPS) || decay.equals(CONSTANT);
    problems.requireAbsent(otherThanCosine && end != 0, "end fraction", COSINE);
    problems.requireAbsent(
        otherThanCosine && settings.getEndAtLastStep(), "end at last step", COSINE);
    checkSteps(settings, decay, problems);
    checkWarmUp(settings, problems);
    if (!settings.getScaling().isEmpty()) {
      problems.requireName("scaling", settings.getScaling(), SCALINGS);
    }
    int batch = settings.getScalingBatch();
    problems.require(
        batch >= 0, "scaling batch", "at most " + Integer.MAX_VALUE, Integer.toUnsignedLong(batch));
    problems.requireAbsent(
        batch != 0 && settings.getScaling().equals(RateScaling.NONE.settingsName()),
        "scaling batch",
        RateScaling.LINEAR.settingsName() + " and " + RateScaling.SQUARE_ROOT.settingsName());
    return problems;
  }

  private static void checkSteps(
      ScheduleSettings settings, String decay, SettingsProblems problems) {
    List<Double> milestones = settings.getMilestoneEpochsList();
    double factor = factor(settings);
    problems.require(factor > 0 && factor <= 1, "factor", "in (0, 1]", factor);
    for (double milestone : milestones) {
      problems.require(Double.isFinite(milestone), "a milestone", "a number of epochs", milestone);
    }
    boolean other = decay.equals(COSINE) || decay.equals(CONSTANT);
    problems.requireAbsent(other && settings.hasFactor(), "factor", STEPS);
    problems.requireAbsent(other && !milestones.isEmpty(), "list of milestones", STEPS);
    problems.require(
        !decay.equals(STEPS) || !milestones.isEmpty(),
        "list of milestones",
        "of one or more",
        milestones);
  }

  private static void checkWarmUp(ScheduleSettings settings, SettingsProblems problems) {
    String start = settings.getWarmUp();
    if (!start.isEmpty()) {
      problems.requireName("warm-up", start, STARTS);
    }
    String fromRate = WarmUp.Start.FROM_RATE.settingsName();
    problems.requireAtLeastZero("warm-up rate", settings.getWarmUpRate());
    problems.requireAbsent(
        settings.getWarmUpRate() != 0 && !start.equals(fromRate), "warm-up rate", fromRate);
  }

  private static RateDecay decay(ScheduleSettings settings, long totalSteps, long stepsPerEpoch) {
    return switch (decayName(settings)) {
      case STEPS ->
          new StepDecay(
              settings.getMilestoneEpochsList().stream()
                  .map(epochs -> milestone(epochs, totalSteps, stepsPerEpoch))
                  .toList(),
              factor(settings));
      case CONSTANT -> (step, span) -> 1;
      default -> new CosineDecay(settings.getEndFraction(), settings.getEndAtLastStep());
    };
  }

  private static long milestone(double epochs, long totalSteps, long stepsPerEpoch) {
    return Math.round(epochs * stepsPerEpoch) + (epochs < 0 ? totalSteps : 0);
  }

  private static String decayName(ScheduleSettings settings) {
    return settings.getDecay().isEmpty() ? COSINE : settings.getDecay();
  }

  private static double factor(ScheduleSettings settings) {
    return settings.hasFactor() ? settings.getFactor() : DEFAULT_FACTOR;
  }
}
