package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.Projectors;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.io.IOException;
import java.nio.file.Path;

/** A plan with a network of a few thousand numbers, smaller than options can make one. */
final class TinyPlan {
  private TinyPlan() {}

  static TrainingPlan of(Path views, Path run, String... options) throws IOException {
    TrainingPlan plan = TrainingPlans.of(TrainingRun.options(views, run, options));
    TrainingConfiguration configuration =
        plan.configuration().toBuilder()
            .setEncoder(EncoderArchitectures.tiny(plan.batches().channels(), 8, 8, 8))
            .setProjector(Projectors.of(2, 8, 8, true))
            .build();
    return new TrainingPlan(
        plan.views(),
        plan.run(),
        configuration,
        plan.identity(),
        plan.batches(),
        plan.totalSteps(),
        plan.warmUpSteps(),
        plan.endStep(),
        plan.checkpointEverySteps(),
        plan.keepCheckpoints(),
        plan.traceSteps(),
        plan.devices(),
        plan.initialWeights(),
        plan.watching(),
        plan.threads(),
        plan.notices());
  }
}
