package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Projectors;
import io.github.simclrbeam.proto.LossSettings;
import io.github.simclrbeam.proto.OptimizerSettings;
import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.ScheduleSettings;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person reads before training starts. */
final class RunHeader {
  private RunHeader() {}

  /**
   * Returns the lines.
   *
   * @param parameters trained numbers of encoder and projector
   * @param threads of the engine
   */
  static List<String> lines(TrainingPlan plan, long parameters, int threads) {
    TrainingConfiguration c = plan.configuration();
    List<String> lines = new ArrayList<>();
    lines.add("recipe " + c.getRecipe() + ", seed " + c.getSeed());
    lines.add(
        format(
            "encoder %s%s with %s stem, h of %d; projector %s%s; %,d parameters; %s; threads: %d",
            c.getEncoder().getName(),
            c.getEncoder().getWidthMultiplier() > 1
                ? " x" + c.getEncoder().getWidthMultiplier()
                : "",
            c.getEncoder().getStem(),
            c.getEncoder().getDimension(),
            widths(c.getEncoder().getDimension(), c.getProjector()),
            c.getProjector().getBatchNorm() ? " with BatchNorm" : "",
            parameters,
            c.getPrecision() + " on " + plan.devices(),
            threads));
    lines.add(views(plan));
    lines.add(steps(plan));
    lines.add(loss(c));
    lines.add(optimizer(c.getOptimizer()));
    lines.add(rate(plan));
    plan.notices().forEach(notice -> lines.add("note: " + notice));
    return lines;
  }

  private static String views(TrainingPlan plan) {
    BatchPlan batches = plan.batches();
    long pairs = (long) batches.images() * PairSchedule.pairs(batches.viewsPerImage());
    return format(
        "views %s: %,d images x %d views of %dx%dx%d, %,d pairs%s",
        plan.views().directories(),
        batches.images(),
        batches.viewsPerImage(),
        batches.imageSize(),
        batches.imageSize(),
        batches.channels(),
        pairs,
        batches.reflip() ? ", reflipped" : "");
  }

  private static String steps(TrainingPlan plan) {
    BatchPlan batches = plan.batches();
    int dropped = batches.images() - batches.stepsPerEpoch() * batches.batchSize();
    String stop =
        plan.endStep() < plan.totalSteps() ? format("; stops after %,d", plan.endStep()) : "";
    return format(
        "%,d steps of %,d pairs, %,d an epoch; epochs: %s, each without %,d images%s",
        plan.totalSteps(),
        batches.batchSize(),
        batches.stepsPerEpoch(),
        Decimal.shortest(plan.configuration().getEpochs()),
        dropped,
        stop);
  }

  private static String loss(TrainingConfiguration c) {
    LossSettings loss = c.getLoss();
    String temperature =
        loss.hasLowestTemperature()
            ? format(
                "%s to %s and back in %s epochs",
                Decimal.shortest(loss.getTemperature()),
                Decimal.shortest(loss.getLowestTemperature()),
                Decimal.shortest(loss.getTemperaturePeriodEpochs()))
            : Decimal.shortest(loss.getTemperature());
    return format(
        "loss %s (%s), temperature %s; BatchNorm's statistics %s",
        loss.getName(),
        loss.getReduction(),
        temperature,
        c.getViewStatistics().equals("separate")
            ? "of each view for itself"
            : "of both views together");
  }

  private static String optimizer(OptimizerSettings optimizer) {
    List<String> words = new ArrayList<>();
    if (optimizer.hasMomentum()) {
      words.add("momentum " + Decimal.shortest(optimizer.getMomentum()));
    }
    if (optimizer.getNesterov()) {
      words.add("Nesterov's");
    }
    if (optimizer.hasBeta1()) {
      words.add(
          format(
              "betas %s and %s",
              Decimal.shortest(optimizer.getBeta1()), Decimal.shortest(optimizer.getBeta2())));
    }
    if (optimizer.hasTrustCoefficient()) {
      words.add(
          format(
              "%s's variant, trust coefficient (eta) %s%s",
              optimizer.getLarsVariant(),
              Decimal.shortest(optimizer.getTrustCoefficient()),
              optimizer.getClipRate() ? ", rate clipped" : ""));
    }
    words.add(
        format(
            "weight decay %s of %s",
            Decimal.shortest(optimizer.getWeightDecay()),
            String.join(", ", optimizer.getDecayedList())));
    if (optimizer.hasClipNorm()) {
      words.add("gradient shortened to " + Decimal.shortest(optimizer.getClipNorm()));
    }
    if (optimizer.hasClipValue()) {
      words.add("gradient limited to " + Decimal.shortest(optimizer.getClipValue()));
    }
    return optimizer.getName() + ": " + String.join(", ", words);
  }

  private static String rate(TrainingPlan plan) {
    ScheduleSettings schedule = plan.configuration().getSchedule();
    String then =
        switch (schedule.getDecay()) {
          case "cosine" -> "a cosine to " + Decimal.shortest(schedule.getEndFraction()) + " of it";
          case "steps" ->
              format(
                  "times %s at the epochs %s",
                  Decimal.shortest(schedule.getFactor()),
                  String.join(
                      ", ",
                      schedule.getMilestoneEpochsList().stream().map(Decimal::shortest).toList()));
          default -> "constant";
        };
    return format(
        "learning rate to %s after %,d steps, then %s%s",
        Decimal.shortest(plan.configuration().getLearningRate()),
        plan.warmUpSteps(),
        then,
        schedule.getPerEpoch() ? ", changing once an epoch" : "");
  }

  private static String widths(int dimension, ProjectorArchitecture projector) {
    List<String> widths = new ArrayList<>();
    widths.add(Integer.toString(dimension));
    widths.addAll(
        Projectors.hidden(projector).stream().map(width -> Integer.toString(width)).toList());
    widths.add(Integer.toString(projector.getOutput()));
    return String.join("-", widths);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
