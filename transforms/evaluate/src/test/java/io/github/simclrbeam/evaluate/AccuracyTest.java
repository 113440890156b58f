package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AccuracyTest {
  @Test
  void theConstantPredictorOnTenBalancedClassesScoresATenth() {
    int[] truth = new int[1000];
    int[] answers = new int[1000];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = i % 10;
      answers[i] = 1;
    }
    ConfusionMatrix confusion = ConfusionMatrix.of(truth, answers, 10);
    assertThat(confusion.accuracy()).isEqualTo(0.10);
    // Agreement on "is it class 1 or not" would be .90 for never answering 1, and is no accuracy.
    assertThat("%.2f".formatted(confusion.accuracy())).isEqualTo("0.10");
  }

  @Test
  void rowsAreTrueClassesAndColumnsAnswers() {
    ConfusionMatrix confusion =
        ConfusionMatrix.of(new int[] {0, 0, 0, 2}, new int[] {0, 1, 1, 2}, 3);
    assertThat(confusion.count(0, 1)).isEqualTo(2);
    assertThat(confusion.count(1, 0)).isZero();
    assertThat(confusion.images(0)).isEqualTo(3);
    assertThat(confusion.images()).isEqualTo(4);
    assertThat(confusion.accuracy()).isEqualTo(0.5);
    assertThat(confusion.rows().get(0).getPredictedList()).isEqualTo(List.of(1L, 2L, 0L));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void theBootstrapIntervalIsAsWideAsTheBinomialOne(long seed) {
    boolean[] correct = new boolean[2000];
    for (int i = 0; i < 1600; i++) {
      correct[i] = true;
    }
    Interval interval = Bootstrap.interval(correct, 1000, seed);
    double half = 1.96 * Math.sqrt(0.8 * 0.2 / 2000);
    assertThat(interval.low()).isEqualTo(0.8 - half, within(0.15 * half));
    assertThat(interval.high()).isEqualTo(0.8 + half, within(0.15 * half));
    assertThat(Bootstrap.interval(correct, 1000, seed)).isEqualTo(interval);
  }

  @Test
  void anAccuracyOfOneHasAnIntervalOfOnePoint() {
    assertThat(Bootstrap.interval(new boolean[] {true, true}, 100, 1))
        .isEqualTo(new Interval(1, 1));
  }

  @Test
  void spreadIsTheHandComputedOne() {
    assertThat(Spread.of(new double[] {1, 2, 6})).isEqualTo(new Spread(3, Math.sqrt(7), 1, 6));
    assertThat(Spread.of(new double[] {4})).isEqualTo(new Spread(4, 0, 4, 4));
  }
}
