package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.proto.LossSettings;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** 128 pairs whose rows are all equal: what a collapsed encoder's loss says. */
final class CollapsedBatchTest {
  private static final int PAIRS = 128;

  @ParameterizedTest(name = "{0} at temperature {1}")
  @CsvSource({"nt-xent, 0.5", "nt-xent, 0.07", "supcon, 0.5", "supcon, 0.07"})
  void theLossIsTheLogarithmOfTheOtherRowsWhateverTheTemperature(String name, double temperature) {
    double[][] rows = new double[2 * PAIRS][];
    Arrays.fill(rows, new double[] {.3, -2, 5});
    long[] labels = new long[PAIRS];
    Arrays.setAll(labels, pair -> pair % 10);
    LossSettings settings =
        LossSettings.newBuilder().setName(name).setTemperature(temperature).build();
    // ln 255. With a base temperature of .07 the first would say 39.6.
    assertThat(
            LossFixture.doubles(ops -> ContrastiveLosses.of(ops, settings, 10), rows, labels)
                .loss())
        .isCloseTo(5.541264, within(1e-6));
  }
}
