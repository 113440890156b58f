package io.github.simclrbeam.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.images.Pixels;
import org.junit.jupiter.api.Test;

final class ContactSheetTest {
  @Test
  void firstViewsStandAboveTheirSecondViews() {
    // Three pairs of 1x1 gray views: 1 2 3 above 4 5 6, two white pixels between.
    Pixels sheet = ContactSheet.of(new byte[] {1, 2, 3, 4, 5, 6}, 1, 1);
    byte w = (byte) 255;
    assertThat(sheet)
        .isEqualTo(
            new Pixels(
                7,
                4,
                1,
                new byte[] {
                  1, w, w, 2, w, w, 3, //
                  w, w, w, w, w, w, w, //
                  w, w, w, w, w, w, w, //
                  4, w, w, 5, w, w, 6
                }));
  }

  @Test
  void eightPairsAreShownOfMore() {
    byte[] views = new byte[2 * 100 * 4 * 4 * 3];
    views[100 * 4 * 4 * 3] = 9;
    Pixels sheet = ContactSheet.of(views, 4, 3);
    assertThat(sheet.width()).isEqualTo(8 * 4 + 7 * 2);
    assertThat(sheet.height()).isEqualTo(4 + 2 + 4);
    assertThat(sheet.bytes()[6 * sheet.width() * 3]).isEqualTo((byte) 9);
  }

  @Test
  void bytesOfAnOddNumberOfViewsAreRefused() {
    assertThatThrownBy(() -> ContactSheet.of(new byte[12], 2, 1))
        .hasMessage("bytes must be those of 2 views of 2x2x1 or of 4, 6 ..., but were: 12");
    assertThatThrownBy(() -> ContactSheet.of(new byte[0], 2, 1))
        .hasMessageContaining("but were: 0");
  }
}
