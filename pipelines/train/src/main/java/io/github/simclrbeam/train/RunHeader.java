package io.github.simclrbeam.train;

import io.github.simclrbeam.proto.ProjectorArchitecture;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.util.ArrayList;
import java.util.Collections;
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
            "encoder %s with %s stem, h of %d; projector %s%s; %,d parameters; threads: %d",
            c.getEncoder().getName(),
            c.getEncoder().getStem(),
            c.getEncoder().getDimension(),
            widths(c.getEncoder().getDimension(), c.getProjector()),
            c.getProjector().getBatchNorm() ? " with BatchNorm" : "",
            parameters,
            threads));
    lines.add(views(plan));
    lines.add(steps(plan));
    lines.add(
        format(
            "%s: learning rate to %s after %,d steps, then a cosine to 0; momentum %s, weight decay"
                + " %s; temperature %s",
            c.getOptimizer(),
            Decimal.shortest(c.getLearningRate()),
            plan.warmUpSteps(),
            Decimal.shortest(c.getMomentum()),
            Decimal.shortest(c.getWeightDecay()),
            Decimal.shortest(c.getTemperature())));
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

  private static String widths(int dimension, ProjectorArchitecture projector) {
    List<String> widths = new ArrayList<>();
    widths.add(Integer.toString(dimension));
    widths.addAll(
        Collections.nCopies(projector.getLayers() - 1, Integer.toString(projector.getHidden())));
    widths.add(Integer.toString(projector.getOutput()));
    return String.join("-", widths);
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
