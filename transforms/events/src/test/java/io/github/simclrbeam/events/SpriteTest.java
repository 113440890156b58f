package io.github.simclrbeam.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.images.Pixels;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpriteTest {
  @Test
  void smallPicturesStandRowByRowAsTheyAre() {
    Sprite sprite = new Sprite(3, 1, 3);
    sprite.add(new byte[] {1, 2, 3}, 0);
    sprite.add(new byte[] {0, 4, 5, 6}, 1);
    sprite.add(new byte[] {7, 8, 9}, 0);
    assertThat(sprite.pixels())
        .isEqualTo(new Pixels(2, 2, 3, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0}));
    assertThatThrownBy(() -> sprite.add(new byte[3], 0))
        .hasMessage("all 3 pictures are there already");
  }

  @Test
  void aLargePictureIsShrunkByTheMeanOverAreas() {
    // 96 -> 64: a pixel stands for 1.5 x 1.5. The first row of the picture is 90, the rest 0: the
    // first row of the small one is 90 / 1.5 = 60.
    byte[] picture = new byte[96 * 96];
    Arrays.fill(picture, 0, 96, (byte) 90);
    Sprite sprite = new Sprite(1, 96, 1);
    sprite.add(picture, 0);
    byte[] small = sprite.pixels().bytes();
    assertThat(small).hasSize(64 * 64);
    assertThat(Arrays.copyOf(small, 64)).containsOnly((byte) 60);
    assertThat(Arrays.copyOfRange(small, 64, small.length)).containsOnly((byte) 0);
  }

  @Test
  void anEvenPictureStaysEven() {
    byte[] picture = new byte[224 * 224 * 3];
    Arrays.fill(picture, (byte) 201);
    Sprite sprite = new Sprite(1, 224, 3);
    sprite.add(picture, 0);
    assertThat(sprite.pixels().bytes()).containsOnly((byte) 201);
  }

  @ParameterizedTest
  @CsvSource({"1, 32, 32", "5000, 224, 64", "16384, 224, 64", "20000, 224, 57", "1000000, 28, 8"})
  void theLargePictureStaysWithinWhatBrowsersDraw(int count, int size, int side) {
    Sprite sprite = new Sprite(count, size, 1);
    assertThat(sprite.side()).isEqualTo(side);
    assertThat(sprite.pixels().width()).isLessThanOrEqualTo(Sprite.MOST_PIXELS);
    assertThat(sprite.pixels().height()).isLessThanOrEqualTo(Sprite.MOST_PIXELS);
  }
}
