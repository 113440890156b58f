package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.EvaluationCard;
import org.junit.jupiter.api.Test;

final class EncoderChecksTest {
  @Test
  void weightsFromElsewhereAreNotTheRuns() {
    FeatureSet train =
        FeatureSet.of(
            Trials.trainTable(),
            Trials.manifest(60).setCheckpointStep(0).setWeights("/w/resnet18.safetensors").build());
    EvaluationCard card =
        Evaluation.run(
                Trials.of(
                    train,
                    Trials.test(m -> m.setCheckpointStep(0).setWeights("/w/resnet18.safetensors"))))
            .card();
    assertThat(card.getProbed().getWeights()).isEqualTo("/w/resnet18.safetensors");
    assertThat(card.getIntegrityList())
        .filteredOn(check -> !check.getPass())
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.getName()).isEqualTo("last-checkpoint");
              assertThat(check.getEvidence())
                  .contains(
                      "train is by weights from elsewhere (/w/resnet18.safetensors)",
                      "test is by weights from elsewhere (/w/resnet18.safetensors)");
            });
  }
}
