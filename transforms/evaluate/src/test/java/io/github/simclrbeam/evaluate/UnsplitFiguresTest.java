package io.github.simclrbeam.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class UnsplitFiguresTest {
  /** Two close to the right, two close to the top. */
  private static final float[][] CORNERS = {{5, 0}, {5, 1}, {0, 2}, {.1f, 2}};

  private static final KnnVote NEAREST = new KnnVote(1, 0.07);

  @Test
  void aRowIsClassifiedByItsNearestOtherAndNotByItself() {
    FeatureTable alike = Clusters.table("x", CORNERS, 0, 0, 1, 1);
    FeatureTable mixed = Clusters.table("x", CORNERS, 0, Integer.MAX_VALUE, 0, Integer.MAX_VALUE);
    assertThat(UnsplitFigures.knnTop1(alike, NEAREST)).hasValue(1);
    assertThat(UnsplitFigures.knnTop1(mixed, NEAREST)).hasValue(0);
  }

  @Test
  void equalRowsDoNotCountForThemselvesEither() {
    // Four equal rows and k=1: each row's neighbour is the first of the others, of class 0, 1, 1,
    // 1: right for two.
    float[][] equal = {{1, 1}, {1, 1}, {1, 1}, {1, 1}};
    assertThat(UnsplitFigures.knnTop1(Clusters.table("x", equal, 1, 0, 1, 1), NEAREST))
        .hasValue(0.5);
  }

  @Test
  void rowsWithoutLabelAreNotInTheVoteButInTheRest() {
    float[][] rows = {{5, 0}, {5, .1f}, {5, 1}, {0, 2}};
    UnsplitFigures figures =
        UnsplitFigures.measure(Clusters.table("x", rows, 3, -1, 3, -1), Optional.empty(), 1);
    assertThat(figures.knnTop1()).hasValue(1);
    assertThat(figures.knnRows()).isEqualTo(2);
    assertThat(figures.labelFree().getRows()).isEqualTo(4);
  }

  @Test
  void oneLabelIsNoVote() {
    UnsplitFigures figures =
        UnsplitFigures.measure(Clusters.table("x", CORNERS, -1, 7, -1, -1), Optional.empty(), 1);
    assertThat(figures.knnTop1()).isEmpty();
    assertThat(figures.labelFree().hasAlignment()).isFalse();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.evaluate.Seeds#five")
  void cloudsFarApartAreToldApart(long seed) {
    UnsplitFigures figures =
        UnsplitFigures.measure(Clusters.of("x", 600, 5, 16, 0.3, seed), Optional.empty(), seed);
    assertThat(figures.knnTop1().orElseThrow()).isEqualTo(1, within(0.02));
    assertThat(figures.knnRows()).isEqualTo(600);
  }

  @Test
  void theProtocolIsNamed() {
    assertThat(UnsplitFigures.KNN_PROTOCOL).isEqualTo("k=20, cosine, T=0.07, leave-one-out");
  }

  @Test
  void featuresThatAreNotFiniteAreRefused() {
    FeatureTable bad = Clusters.unlabelled("x", new float[][] {{1}, {Float.NaN}, {2}});
    assertThat(bad.isFinite()).isFalse();
    assertThatThrownBy(() -> UnsplitFigures.measure(bad, Optional.empty(), 1))
        .hasMessage("features must be finite, but those of 1 of 3 rows are not, first of x/1");
    assertThatThrownBy(
            () ->
                UnsplitFigures.measure(
                    Clusters.unlabelled("x", new float[0][]), Optional.empty(), 1))
        .hasMessage("rows must be 1 or more, but was: 0");
  }
}
