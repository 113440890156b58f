package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CropDrawingTest {
  private static final CropRange PAPER = CropRange.ofArea(0.08, 1);

  /** The aspect is that of pixels: an aspect relative to the image's would have a mean of ln 2. */
  @Test
  void aspectsOfTenThousandCropsOfAWideImageAreThoseOfPixels() {
    double sum = 0;
    for (int view = 0; view < 10_000; view++) {
      CropBox box = CropDrawing.draw(new ViewRandom(4, "wide", view), PAPER, 100, 50);
      double logRatio = Math.log((double) box.width() / box.height());
      assertThat(logRatio).isBetween(Math.log(0.75) - 1e-12, Math.log(4.0 / 3) + 1e-12);
      sum += logRatio;
    }

    // Not 0: tall boxes of more than half the area do not fit a wide image.
    assertThat(sum / 10_000).isBetween(-0.1, 0.1);
  }

  @Test
  void areasSpreadOverTheWholeRange() {
    int small = 0;
    for (int view = 0; view < 10_000; view++) {
      CropBox box = CropDrawing.draw(new ViewRandom(4, "square", view), PAPER, 200, 200);
      double share = (double) box.width() * box.height() / 40_000;
      assertThat(share).isBetween(0.07, 1.0);
      small += share < 0.54 ? 1 : 0;
    }

    // Half of all draws lie below .54; the largest ones are drawn again when they do not fit.
    assertThat(small).isBetween(4_900, 6_000);
  }

  @Test
  void everyPlaceIsReached() {
    CropRange quarter = new CropRange(0.25, 0.25, 1, 1);
    boolean[][] reached = new boolean[3][3];
    for (int view = 0; view < 200; view++) {
      CropBox box = CropDrawing.draw(new ViewRandom(4, "small", view), quarter, 4, 4);
      assertThat(box.width()).isEqualTo(2);
      reached[box.y()][box.x()] = true;
    }

    assertThat(reached)
        .isDeepEqualTo(
            new boolean[][] {{true, true, true}, {true, true, true}, {true, true, true}});
  }

  @Test
  void aFullAreaOfASquareImageIsTheWholeImage() {
    CropRange whole = new CropRange(1, 1, 1, 1);

    assertThat(CropDrawing.draw(new ViewRandom(1, "x", 0), whole, 37, 37))
        .isEqualTo(new CropBox(0, 0, 37, 37));
  }

  @ParameterizedTest(name = "{0}x{1}")
  @CsvSource({
    "1, 100, 0, 49, 1, 1",
    "100, 1, 49, 0, 1, 1",
    "30, 300, 0, 130, 30, 40",
    "300, 30, 130, 0, 40, 30",
    "40, 30, 0, 0, 40, 30",
    "1, 1, 0, 0, 1, 1"
  })
  void theFallbackIsTheLargestCentredBoxOfTheAspectRange(
      int width, int height, int x, int y, int boxWidth, int boxHeight) {
    assertThat(CropDrawing.centred(PAPER, width, height))
        .isEqualTo(new CropBox(x, y, boxWidth, boxHeight));
  }

  @Test
  void anImageOfOnePixelColumnFallsBack() {
    assertThat(CropDrawing.draw(new ViewRandom(1, "line", 0), PAPER, 1, 100))
        .isEqualTo(new CropBox(0, 49, 1, 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void boxesLieInsideImagesOfAnySize(long seed) {
    for (int width = 1; width < 60; width += 7) {
      for (int height = 1; height < 400; height += 31) {
        CropBox box = CropDrawing.draw(new ViewRandom(seed, "any", width), PAPER, width, height);
        assertThat(box.x() + box.width()).isLessThanOrEqualTo(width);
        assertThat(box.y() + box.height()).isLessThanOrEqualTo(height);
      }
    }
  }
}
