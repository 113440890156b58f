package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunHeaderTest {
  @TempDir Path directory;

  @Test
  void aPersonReadsWhatWillHappen() throws IOException {
    Path views = directory.resolve("views");
    SyntheticShards.standard().write(views);
    TrainingPlan plan =
        TrainingPlans.of(
            TrainingRun.options(views, directory.resolve("run"), "--batchSize=12", "--maxSteps=4"));
    assertThat(RunHeader.lines(plan, 268_048, 2))
        .containsExactly(
            "recipe fashion-mnist, seed 3",
            "encoder resnet-tiny with small stem, h of 128; projector 128-128-64 with BatchNorm;"
                + " 268,048 parameters; fp32 on cpu; threads: 2",
            "views " + views + ": 40 images x 4 views of 12x12x1, 240 pairs, reflipped",
            "15 steps of 12 pairs, 3 an epoch; epochs: 5, each without 4 images; stops after 4",
            "loss nt-xent (mean), temperature 0.2; BatchNorm's statistics of both views together",
            "sgd: momentum 0.9, weight decay 0.0001 of weight",
            "learning rate to 0.2 after 3 steps, then a cosine to 0 of it");
  }
}
