package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnimationTest {
  private static final DecodeSettings REFUSE =
      new DecodeSettings(DecodeLimits.DEFAULT, 0xffffff, Truncated.STRICT, Animations.REFUSE);

  @ParameterizedTest
  @CsvSource({"anim.gif, GIF, 3", "anim.png, PNG, 2", "anim.webp, WEBP, 2", "pages.tif, TIFF, 2"})
  void theFirstFrameIsTakenAndToldOrRefused(String name, ImageType type, int frames)
      throws Exception {
    byte[] encoded = Seeds.of(name);
    assertThat(ImageHeader.read(encoded).frames()).isEqualTo(frames);
    String many = "the %s holds %d images".formatted(type, frames);
    assertThat(ImageDecoder.decode(encoded, 3, DecodeSettings.DEFAULT).warnings())
        .containsExactly(new DecodeWarning("first-of-many-frames", many));
    assertThatThrownBy(() -> ImageDecoder.decode(encoded, 3, REFUSE))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage(many)
        .extracting(e -> ((UndecodableImageException) e).reason())
        .isEqualTo("animated");
  }

  @Test
  void stillImagesPass() throws Exception {
    for (String name : new String[] {"P_trns.gif", "rgb8_trns.png", "RGBA.webp", "RGB_jpeg.tif"}) {
      assertThat(ImageHeader.read(Seeds.of(name)).frames()).isEqualTo(1);
      assertThat(ImageDecoder.decode(Seeds.of(name), 3, REFUSE).warnings()).isEmpty();
    }
  }

  @Test
  void firstFrameSmallerThanTheScreenLiesOnTheBackground() throws Exception {
    byte[] gif =
        TestImages.bytes(
            'G', 'I', 'F', '8', '9', 'a', 3, 0, 1, 0, 0x80, 9, 0, // screen 3 x 1, background 9
            10, 20, 30, 40, 50, 60, // two colours
            0x2c, 1, 0, 0, 0, 1, 0, 1, 0, 0, // 1 x 1 at 1, 0
            2, 2, 0x4c, 1, 0, 0x3b); // colour 1
    DecodeSettings onBlue =
        new DecodeSettings(
            DecodeLimits.DEFAULT, 0x0000ff, Truncated.STRICT, Animations.FIRST_FRAME);
    assertThat(ImageDecoder.decode(gif, 3, onBlue).pixels())
        .isEqualTo(new Pixels(3, 1, 3, TestImages.bytes(0, 0, 255, 40, 50, 60, 0, 0, 255)));
  }

  /** A second frame of more pixels than the image itself may have. */
  @Test
  void everyFramesSizeIsChecked() {
    byte[] png = Seeds.of("anim.png").clone();
    int control = new String(png, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("fcTL");
    png[control + 8] = 0x7f;
    assertThatThrownBy(() -> ImageDecoder.decode(png, 3))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageStartingWith("pixels of a frame must be at most 100000000, but were: ");
    byte[] webp = Seeds.of("anim.webp").clone();
    int frame = new String(webp, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("ANMF");
    webp[frame + 16] = (byte) 0xff;
    webp[frame + 19] = (byte) 0xff;
    assertThatThrownBy(() -> ImageDecoder.decode(webp, 3))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessageStartingWith("pixels of a frame must be at most 100000000, but were: ");
  }
}
