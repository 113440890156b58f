package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.LabelFree;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthTest {
  /**
   * Measured on the bundled Fashion-MNIST test pictures: two checkpoints of the quick demo, and
   * encoders with random weights, the narrowest of each kind.
   */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "resnet-tiny after 23 steps, 128, 2000, 11.69, 0.2640",
    "resnet-tiny after 46 steps, 128, 2000, 19.35, 0.4581",
    "resnet-tiny untrained, 128, 2000, 6.89, 0.0898",
    "resnet18 with small stem untrained, 512, 400, 16.31, 0.0796",
    "resnet34 untrained, 512, 400, 30.88, 0.1070",
    "resnet50 untrained, 2048, 300, 33.83, 0.1006"
  })
  void encodersAtWorkAreHealthy(
      String name, int dimension, int rows, double rankMe, double spread) {
    assertThat(Health.of(figures(dimension, rows, rankMe, spread)).toString()).isEqualTo("healthy");
  }

  @ParameterizedTest(name = "RankMe {2} of {1} images in {0} dimensions")
  @CsvSource({
    "2048, 5000, 1.99, true",
    "2048, 5000, 2.01, false",
    "128, 5000, 1.91, true",
    "128, 5000, 1.93, false",
    "2048, 100, 1.49, true",
    "2048, 100, 1.51, false",
    "32, 5000, 1.01, false"
  })
  void fewerThanTwoDirectionsAreCollapseUnlessThereAreFewAtAll(
      int dimension, int rows, double rankMe, boolean collapsed) {
    Health health = Health.of(figures(dimension, rows, rankMe, 0.5));
    assertThat(health.verdict() == Health.Verdict.COLLAPSED).isEqualTo(collapsed);
    assertThat(health.good()).isEqualTo(!collapsed);
  }

  @Test
  void theReasonHasTheFigureAndTheLimit() {
    assertThat(Health.of(figures(128, 5000, 1.2, 0.5)))
        .hasToString("COLLAPSED: features have 1.20 directions in effect (RankMe), below 1.92");
  }

  @Test
  void anEvenSphereHasSpreadOne() {
    LabelFree even =
        LabelFree.newBuilder().setDimension(64).setDeviation(1 / Math.sqrt(64)).build();
    assertThat(Health.spread(even)).isEqualTo(1, within(1e-12));
  }

  private static LabelFree figures(int dimension, int rows, double rankMe, double spread) {
    return LabelFree.newBuilder()
        .setDimension(dimension)
        .setRows(rows)
        .setRankMe(rankMe)
        .setDeviation(spread / Math.sqrt(dimension))
        .setVerdict("SPREAD")
        .build();
  }
}
