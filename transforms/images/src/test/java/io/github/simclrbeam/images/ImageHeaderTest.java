package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ImageHeaderTest {
  @ParameterizedTest
  @CsvSource({
    // name, type, width, height, components, bits, orientation, frames, scans
    "RGB_s2.jpg, JPEG, 19, 13, 3, 8, 1, 1, 1",
    "RGB_prog.jpg, JPEG, 19, 13, 3, 8, 1, 1, 10",
    "L_prog.jpg, JPEG, 19, 13, 1, 8, 1, 1, 6",
    "noninter.jpg, JPEG, 19, 13, 3, 8, 1, 1, 3",
    "CMYK_q90.jpg, JPEG, 19, 13, 4, 8, 1, 1, 1",
    "o5.jpg, JPEG, 19, 13, 3, 8, 5, 1, 1",
    "o7.png, PNG, 19, 13, 3, 8, 7, 1, 1",
    "rgba16_i0.png, PNG, 19, 13, 4, 16, 1, 1, 1",
    "gray2_trns_i1.png, PNG, 19, 13, 1, 2, 1, 1, 1",
    "anim.png, PNG, 19, 13, 4, 8, 1, 2, 1",
    "anim.gif, GIF, 19, 13, 3, 8, 1, 3, 1",
    "anim.webp, WEBP, 19, 13, 4, 8, 1, 2, 1",
    "o6.webp, WEBP, 19, 13, 3, 8, 6, 1, 1",
    "b565.bmp, BMP, 7, 5, 3, 8, 1, 1, 1",
    "o6.tif, TIFF, 19, 13, 3, 8, 6, 1, 1",
    "t_cmyk8.tif, TIFF, 19, 13, 4, 8, 1, 1, 1",
    "pages.tif, TIFF, 6, 5, 3, 8, 1, 2, 1"
  })
  void sayWhatTheImageHolds(
      String name,
      ImageType type,
      int width,
      int height,
      int components,
      int bitDepth,
      int orientation,
      int frames,
      int scans)
      throws Exception {
    assertThat(ImageHeader.read(Seeds.of(name)))
        .isEqualTo(
            new ImageHeader(type, width, height, components, bitDepth, orientation, frames, scans));
  }

  @Test
  void ofACutImageCountWhatIsBegun() throws Exception {
    byte[] jpeg = Seeds.of("RGB_prog.jpg");
    byte[] half = TestImages.cut(jpeg, 0, jpeg.length / 2 + 120);
    assertThat(ImageHeader.read(half).scans()).isBetween(1, 9);
    byte[] gif = Seeds.of("anim.gif");
    assertThat(ImageHeader.read(TestImages.cut(gif, 0, gif.length - 20)).frames()).isEqualTo(3);
  }
}
