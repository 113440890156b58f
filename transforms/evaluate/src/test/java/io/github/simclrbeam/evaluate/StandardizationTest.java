package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class StandardizationTest {
  @Test
  void trainRowsGetMeanZeroAndVarianceOne() {
    FeatureTable train = Clusters.unlabelled("a", new float[][] {{1, 10}, {3, 30}, {5, 50}});
    double[] row = new double[2];
    Standardization.fit(train).apply(new float[] {5, 10}, row);
    assertThat(row).containsExactly(new double[] {1.224744871, -1.224744871}, within(1e-8));
  }

  @Test
  void aFeatureThatNeverChangesBecomesZeroEvenWhereTestDiffers() {
    FeatureTable train = Clusters.unlabelled("a", new float[][] {{7, 0, 1}, {7, 0, 2}});
    double[] row = new double[3];
    Standardization.fit(train).apply(new float[] {8, 1e30f, 1}, row);
    assertThat(row).containsExactly(0, 0, -1);
  }

  @Test
  void roundingOfALargeConstantIsNotTakenForInformation() {
    FeatureTable train =
        Clusters.unlabelled("a", new float[][] {{1e6f}, {Math.nextUp(1e6f)}, {1e6f}});
    double[] row = new double[1];
    Standardization.fit(train).apply(new float[] {2e6f}, row);
    assertThat(row).containsExactly(0);
  }

  @Test
  void noRowIsRefused() {
    FeatureTable none = Clusters.unlabelled("a", new float[0][]);
    assertThatThrownBy(() -> Standardization.fit(none))
        .hasMessage("rows must be 1 or more, but was: 0");
  }
}
