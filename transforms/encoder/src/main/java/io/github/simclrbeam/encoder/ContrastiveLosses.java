package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.LossSettings;
import java.util.List;

/** The losses that can be minimized, by name. */
public final class ContrastiveLosses {
  private static final String NT_XENT = "nt-xent";
  private static final String DCL = "dcl";
  private static final String DCLW = "dclw";
  private static final String SUPCON = "supcon";
  private static final String MEAN = "mean";
  private static final String SUM_OF_VIEWS = "sum-of-views";
  private static final List<String> NAMES = List.of(NT_XENT, DCL, DCLW, SUPCON);
  private static final List<String> REDUCTIONS = List.of(MEAN, SUM_OF_VIEWS);
  private static final double DEFAULT_TEMPERATURE = 0.2;
  private static final double DEFAULT_SIGMA = 0.5;

  private ContrastiveLosses() {}

  /** Returns the known losses. */
  public static List<String> names() {
    return NAMES;
  }

  /** Returns the known ways from anchors to a loss. */
  public static List<String> reductions() {
    return REDUCTIONS;
  }

  /** Returns all that is wrong with the settings, a sentence each; empty when they can be used. */
  public static List<String> problems(LossSettings settings) {
    return check(settings).found();
  }

  /**
   * Returns the loss.
   *
   * @param stepsPerEpoch above 0: turns the temperature's period into steps
   * @throws IllegalArgumentException with everything that is wrong with the settings
   */
  static ContrastiveLoss of(TorchOps ops, LossSettings settings, double stepsPerEpoch) {
    check(settings).throwIfAny();
    Temperature temperature = temperature(settings, stepsPerEpoch);
    ContrastiveLoss loss =
        switch (name(settings)) {
          case DCL -> new DecoupledLoss(ops, temperature, 0);
          case DCLW -> new DecoupledLoss(ops, temperature, sigma(settings));
          case SUPCON -> new SupervisedLoss(ops, temperature);
          default -> new NtXent(ops, temperature);
        };
    return reduction(settings).equals(MEAN) ? loss : new SummedViews(ops, loss);
  }

  /**
   * Returns the temperature of a step, from 0.
   *
   * @param stepsPerEpoch above 0: turns the temperature's period into steps
   */
  public static double temperatureAt(LossSettings settings, double stepsPerEpoch, long step) {
    return temperature(settings, stepsPerEpoch).valueAt(step);
  }

  private static SettingsProblems check(LossSettings settings) {
    SettingsProblems problems = new SettingsProblems();
    String name = name(settings);
    problems.requireName("loss", name, NAMES);
    problems.requireName("reduction", reduction(settings), REDUCTIONS);
    problems.requirePositive("temperature", highest(settings));
    if (settings.hasLowestTemperature()) {
      double lowest = settings.getLowestTemperature();
      problems.require(
          lowest > 0 && lowest <= highest(settings),
          "lowest temperature",
          "above 0 and at most " + highest(settings),
          lowest);
      problems.requirePositive(
          "temperature period in epochs", settings.getTemperaturePeriodEpochs());
    } else {
      problems.requireAbsent(
          settings.getTemperaturePeriodEpochs() != 0,
          "temperature period in epochs",
          "a temperature with a lowest value");
    }
    problems.requirePositive("sigma", sigma(settings));
    problems.requireAbsent(settings.hasSigma() && !name.equals(DCLW), "sigma", DCLW);
    return problems;
  }

  private static Temperature temperature(LossSettings settings, double stepsPerEpoch) {
    return settings.hasLowestTemperature()
        ? new Temperature(
            highest(settings),
            settings.getLowestTemperature(),
            settings.getTemperaturePeriodEpochs() * stepsPerEpoch)
        : Temperature.constant(highest(settings));
  }

  private static String name(LossSettings settings) {
    return settings.getName().isEmpty() ? NT_XENT : settings.getName();
  }

  private static String reduction(LossSettings settings) {
    return settings.getReduction().isEmpty() ? MEAN : settings.getReduction();
  }

  private static double highest(LossSettings settings) {
    return settings.hasTemperature() ? settings.getTemperature() : DEFAULT_TEMPERATURE;
  }

  private static double sigma(LossSettings settings) {
    return settings.hasSigma() ? settings.getSigma() : DEFAULT_SIGMA;
  }
}
