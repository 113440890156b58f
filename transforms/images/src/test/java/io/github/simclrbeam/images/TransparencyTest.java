package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransparencyTest {
  /** Red 32, green 64, blue 96. */
  private static final DecodeSettings ON_BLUE =
      new DecodeSettings(DecodeLimits.DEFAULT, 0x204060, Truncated.STRICT, Animations.FIRST_FRAME);

  @Test
  void alphaIsCompositedOnTheBackground() throws Exception {
    byte[] rows = TestImages.bytes(0, 100, 0, 200, 255, 100, 0, 200, 0, 100, 0, 200, 51);
    byte[] encoded = TestImages.png(3, 1, 8, 6, rows, new byte[0]);
    // 51/255 = 1/5: 100/5 + 32 x 4/5 = 45.6, 64 x 4/5 = 51.2, 200/5 + 96 x 4/5 = 116.8
    assertRgb(encoded, 100, 0, 200, 32, 64, 96, 46, 51, 117);
  }

  @Test
  void sixteenBitAlphaIsCompositedAt16Bits() throws Exception {
    byte[] rows = TestImages.bytes(0, 0x64, 0x64, 0, 0, 0xc8, 0xc8, 0x33, 0x33);
    assertRgb(TestImages.png(1, 1, 16, 6, rows, new byte[0]), 46, 51, 117);
  }

  @Test
  void grayWithAlphaKeepsItsValues() throws Exception {
    byte[] rows = TestImages.bytes(0, 128, 255, 128, 0, 128, 51);
    byte[] encoded = TestImages.png(3, 1, 8, 4, rows, new byte[0]);
    // 128/5 + 32 x 4/5 = 51.2, + 64 x 4/5 = 76.8, + 96 x 4/5 = 102.4
    assertRgb(encoded, 128, 128, 128, 32, 64, 96, 51, 77, 102);
    assertThat(ImageDecoder.decode(encoded, 1).bytes()).isEqualTo(TestImages.bytes(128, 255, 230));
  }

  @Test
  void transparentPaletteEntryIsTheBackground() throws Exception {
    byte[] palette = TestImages.chunk("PLTE", TestImages.bytes(10, 20, 30, 40, 50, 60));
    byte[] alpha = TestImages.chunk("tRNS", TestImages.bytes(255, 0));
    byte[] extra = TestImages.join(palette, alpha);
    byte[] encoded = TestImages.png(2, 1, 8, 3, TestImages.bytes(0, 0, 1), extra);
    assertRgb(encoded, 10, 20, 30, 32, 64, 96);
  }

  @Test
  void transparentColourIsTheBackground() throws Exception {
    byte[] alpha = TestImages.chunk("tRNS", TestImages.bytes(0, 1, 0, 2, 0, 3));
    byte[] rows = TestImages.bytes(0, 1, 2, 3, 1, 2, 4);
    assertRgb(TestImages.png(2, 1, 8, 2, rows, alpha), 32, 64, 96, 1, 2, 4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8, 16})
  void transparentGrayOfAnyDepthIsTheBackground(int depth) throws Exception {
    // Black and white, of which white is transparent.
    int white = (1 << depth) - 1;
    byte[] alpha = TestImages.chunk("tRNS", TestImages.bytes(white >> 8, white));
    byte[] rows =
        switch (depth) {
          case 8 -> TestImages.bytes(0, 0, 255);
          case 16 -> TestImages.bytes(0, 0, 0, 255, 255);
          default -> TestImages.bytes(0, white << (8 - 2 * depth));
        };
    assertRgb(TestImages.png(2, 1, depth, 0, rows, alpha), 0, 0, 0, 32, 64, 96);
  }

  @Test
  void premultipliedTiffIsNotMultipliedAgain() throws Exception {
    // Stored is colour x alpha, so white behind gives colour x alpha + 255 x (1 - alpha).
    Pixels white = ImageDecoder.decode(Seeds.of("t_rgba_as.tif"), 3);
    assertThat(TestImages.cut(white.bytes(), 0, 3)).isEqualTo(TestImages.bytes(255, 255, 255));
    Pixels blue = ImageDecoder.decode(Seeds.of("t_rgba_as.tif"), 3, ON_BLUE).pixels();
    assertThat(TestImages.cut(blue.bytes(), 0, 3)).isEqualTo(TestImages.bytes(32, 64, 96));
    int last = blue.bytes().length - 3;
    assertThat(TestImages.cut(blue.bytes(), last, last + 3))
        .isEqualTo(TestImages.cut(white.bytes(), last, last + 3));
  }

  @Test
  void impossibleBackgroundIsRefused() {
    assertThatThrownBy(
            () ->
                new DecodeSettings(
                    DecodeLimits.DEFAULT, 0x1000000, Truncated.STRICT, Animations.REFUSE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("background must be in [0, 0xffffff], but was: 0x1000000");
  }

  private static void assertRgb(byte[] encoded, int... rgb) throws Exception {
    assertThat(ImageDecoder.decode(encoded, 3, ON_BLUE).pixels().bytes())
        .isEqualTo(TestImages.bytes(rgb));
  }
}
