package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ImageEncoderTest {
  @Test
  void pngOfTwoPixelsHasTheseBytes() {
    byte[] png = ImageEncoder.png(new Pixels(2, 1, 1, TestImages.bytes(0, 255)));
    assertThat(HexFormat.of().formatHex(png))
        .isEqualTo(
            "89504e470d0a1a0a" // signature
                + "0000000d4948445200000002000000010800000000d1492056"
                + "0000000b49444154789c6360f80f000102010042bebc68"
                + "0000000049454e44ae426082");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void theJdkReadsOurPngs(int channels) throws Exception {
    for (Pixels pixels :
        new Pixels[] {
          TestImages.gradient(31, 17, channels),
          TestImages.noise(33, 9, channels, 5),
          TestImages.noise(1, 1, channels, 6)
        }) {
      assertThat(TestImages.byImageIo(ImageEncoder.png(pixels), channels)).isEqualTo(pixels);
    }
  }

  @Test
  void filtersMakeSmoothImagesSmall() {
    Pixels smooth = TestImages.gradient(64, 64, 3);
    assertThat(ImageEncoder.png(smooth)).hasSizeLessThan(64 * 64 * 3 / 8);
  }

  @Test
  void jpegKeepsColourAtFullResolution() {
    byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(16, 16, 3), 95);
    int frame = HexFormat.of().formatHex(jpeg).indexOf("ffc00011080010001003") / 2;
    // Sampling factors of the three components.
    assertThat(jpeg[frame + 11]).isEqualTo((byte) 0x11);
    assertThat(jpeg[frame + 14]).isEqualTo((byte) 0x11);
    assertThat(jpeg[frame + 17]).isEqualTo((byte) 0x11);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void jpegOfQuality95StaysClose(int channels) throws Exception {
    Pixels pixels = TestImages.gradient(64, 48, channels);
    Pixels decoded = ImageDecoder.decode(ImageEncoder.jpeg(pixels, 95), channels);
    assertThat(TestImages.distance(decoded, pixels)).isLessThanOrEqualTo(6);
  }

  @Test
  void jpegOfAGivenImageHasThisDigest() throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(64, 48, 3), 95);
    assertThat(sha256(jpeg))
        .isEqualTo("68dbe8e11d87656b2653cde97866bdc73f513df740752fae416e895e1fa10f7f");
    assertThat(sha256(ImageDecoder.decode(jpeg, 3).bytes()))
        .isEqualTo("408425700aeb943aa61836ca62eb5b3bfdd9f0f6d3f7e2c6605294d7a606c1d1");
  }

  @Test
  void pngOfAGivenImageHasThisDigest() throws Exception {
    assertThat(sha256(ImageEncoder.png(TestImages.gradient(64, 48, 3))))
        .isEqualTo("0f79e7e7b544acf2c064581c736b0b5477fe76877f52fc708637df4a1c38d36d");
  }

  @Test
  void imagesOfAllSizesByTurnsAreAsIfEachWereTheFirst() throws Exception {
    // The last is too large for the memory that is kept.
    int[][] shapes = {{64, 48, 3}, {48, 64, 1}, {17, 1, 3}, {64, 48, 3}, {1300, 1200, 3}};
    List<byte[]> first = new ArrayList<>();
    for (int[] shape : shapes) {
      Thread alone =
          new Thread(
              () ->
                  first.add(
                      ImageEncoder.jpeg(TestImages.gradient(shape[0], shape[1], shape[2]), 90)));
      alone.start();
      alone.join();
    }
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < shapes.length; i++) {
        Pixels pixels = TestImages.gradient(shapes[i][0], shapes[i][1], shapes[i][2]);
        assertThat(ImageEncoder.jpeg(pixels, 90)).isEqualTo(first.get(i));
        assertThat(ImageEncoder.jpeg(pixels, 95)).isNotEqualTo(first.get(i));
      }
    }
  }

  @Test
  void impossibleQualityIsRefused() {
    assertThatThrownBy(() -> ImageEncoder.jpeg(TestImages.gradient(2, 2, 3), 101))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("quality must be in [1, 100], but was: 101");
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
