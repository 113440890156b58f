package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.Pixels;
import org.junit.jupiter.api.Test;

class ShrinkTest {

  @Test
  void aPixelIsTheMeanOfTheAreaThatItCovers() {
    Pixels image = new Pixels(4, 2, 1, new byte[] {0, 10, 100, 110, 20, 30, 120, (byte) 130});
    assertThat(Shrink.whole(image, 2)).isEqualTo(new Pixels(2, 1, 1, new byte[] {15, 115}));
  }

  @Test
  void partlyCoveredPixelsCountByTheirShare() {
    Pixels image = new Pixels(3, 3, 1, new byte[] {0, 90, 60, 0, 90, 60, 0, 90, 60});
    // Columns of 1.5 pixels: (1 * 0 + .5 * 90) / 1.5 and (.5 * 90 + 1 * 60) / 1.5.
    assertThat(Shrink.square(image, 2)).isEqualTo(new Pixels(2, 2, 1, new byte[] {30, 70, 30, 70}));
  }

  @Test
  void theSquareIsCutFromTheCentre() {
    Pixels image = new Pixels(4, 2, 1, new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    assertThat(Shrink.square(image, 9)).isEqualTo(new Pixels(2, 2, 1, new byte[] {2, 3, 6, 7}));
  }

  @Test
  void nothingIsEverMadeLarger() {
    Pixels image = new Pixels(1, 2, 3, new byte[] {1, 2, 3, 4, 5, 6});
    assertThat(Shrink.whole(image, 100)).isEqualTo(image);
  }

  @Test
  void aVeryLongImageKeepsAPixelOfWidth() {
    Pixels image = new Pixels(1, 300, 1, new byte[300]);
    assertThat(Shrink.whole(image, 10)).isEqualTo(new Pixels(1, 10, 1, new byte[10]));
  }
}
