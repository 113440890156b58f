package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images made by other people's encoders come out as other people's decoders show them. */
final class VarietiesTest {
  static List<String> expected() throws Exception {
    try (var in = VarietiesTest.class.getResourceAsStream("seeds.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("expected")
  void everyVarietyHasTheRightPixels(String line) throws Exception {
    String[] words = line.split(" ");
    Pixels pixels = ImageDecoder.decode(Seeds.of(words[0]), 3);
    assertThat(pixels.width()).isEqualTo(Integer.parseInt(words[1]));
    assertThat(pixels.height()).isEqualTo(Integer.parseInt(words[2]));
    for (int i = 3; i < words.length; i++) {
      String[] parts = words[i].split("[,=]");
      int at = 3 * (Integer.parseInt(parts[1]) * pixels.width() + Integer.parseInt(parts[0]));
      int rgb = Integer.parseInt(parts[2], 16);
      for (int c = 0; c < 3; c++) {
        // Decoders of 16-bit and lossy images round in their own ways.
        assertThat(pixels.bytes()[at + c] & 0xff)
            .as(words[i])
            .isCloseTo((rgb >> (8 * (2 - c))) & 0xff, org.assertj.core.data.Offset.offset(1));
      }
    }
  }

  @Test
  void theDecoderIsTold() throws Exception {
    assertThat(decoder("RGB_s2.jpg")).isEqualTo("opencv");
    assertThat(decoder("CMYK_q90.jpg")).isEqualTo("jdk");
    assertThat(decoder("rgb16_i0.png")).isEqualTo("opencv");
    assertThat(decoder("P_trns.gif")).isEqualTo("opencv");
    assertThat(decoder("RGBA.webp")).isEqualTo("opencv");
    assertThat(decoder("b565.bmp")).isEqualTo("jdk");
    assertThat(decoder("t_strip_lzw.tif")).isEqualTo("jdk");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RGB_s2.jpg", "rgb8_trns.png", "P_trns.gif", "RGBA.webp", "RGB_jpeg.tif"})
  void goodImagesAreWholeAndRaiseNoWarning(String name) throws Exception {
    Decoded decoded = ImageDecoder.decode(Seeds.of(name), 3, DecodeSettings.DEFAULT);
    assertThat(decoded.fraction()).isEqualTo(1);
    assertThat(decoded.warnings()).isEmpty();
  }

  /** An RGB frame that says so by Adobe's transform 0, against the same bytes as YCbCr. */
  @Test
  void adobesTransformDecidesOverColour() throws Exception {
    byte[] grays = new byte[8 * 8 * 3];
    java.util.Arrays.fill(grays, (byte) 77);
    byte[] jpeg = ImageEncoder.jpeg(new Pixels(8, 8, 3, grays), 100);
    byte[] start = TestImages.cut(jpeg, 0, 2);
    byte[] bare = TestImages.cut(jpeg, 20, jpeg.length);
    byte[] adobe = {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0
    };
    byte[] rgb = ImageDecoder.decode(TestImages.join(start, adobe, bare), 3).bytes();
    assertThat(TestImages.cut(rgb, 0, 3)).isEqualTo(TestImages.bytes(77, 128, 128));
    adobe[15] = 1;
    byte[] ycc = ImageDecoder.decode(TestImages.join(start, adobe, bare), 3).bytes();
    assertThat(TestImages.cut(ycc, 0, 3)).isEqualTo(TestImages.bytes(77, 77, 77));
  }

  private static String decoder(String seed) throws Exception {
    return ImageDecoder.decode(Seeds.of(seed), 3, DecodeSettings.DEFAULT).decoder();
  }
}
