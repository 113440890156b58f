package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.Pixels;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PictureSheetTest {

  @Test
  void grayPicturesAreCellsOfAnExactPng() throws Exception {
    Map<String, Pixels> pictures = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      pictures.put("p" + i, plain(28, 28, 1, 50 * (i + 1)));
    }
    PictureSheet<String> sheet = sheet(pictures, PictureSheet.Fit.SQUARE);
    assertThat(sheet.columns()).isEqualTo(2);
    assertThat(sheet.display()).isEqualTo(84);
    assertThat(sheet.css()).contains("data:image/png;base64,", "pixelated");
    Pixels image = ImageDecoder.decode(bytes(sheet), 1);
    assertThat(image.width()).isEqualTo(56);
    assertThat(image.height()).isEqualTo(56);
    assertThat(image.bytes()[0] & 0xff).isEqualTo(50);
    assertThat(image.bytes()[55] & 0xff).isEqualTo(100);
    assertThat(image.bytes()[28 * 56] & 0xff).isEqualTo(150);
    assertThat(sheet.picture("p2", "third").style()).isEqualTo("--x:0;--y:1");
  }

  @Test
  void colourPicturesKeepToTheirCellsInAJpeg() throws Exception {
    Map<String, Pixels> pictures = new LinkedHashMap<>();
    pictures.put("a", new Pixels(30, 30, 3, rgb(30 * 30, 200, 30, 30)));
    pictures.put("b", new Pixels(30, 30, 3, rgb(30 * 30, 20, 30, 220)));
    PictureSheet<String> sheet = sheet(pictures, PictureSheet.Fit.SQUARE);
    assertThat(sheet.css()).contains("data:image/jpeg;base64,");
    assertThat(sheet.picture("a", "x").style()).isEqualTo("--x:0;--y:0;--w:0.9375;--h:0.9375");
    Pixels image = ImageDecoder.decode(bytes(sheet), 3);
    assertThat(image.width()).isEqualTo(64);
    assertThat(image.bytes()[3 * 31] & 0xff).isBetween(190, 210);
    assertThat(image.bytes()[3 * 32] & 0xff).isBetween(10, 30);
  }

  @Test
  void aPhotographIsShrunkAndNotPixelated() {
    PictureSheet<String> sheet = sheet(Map.of("a", plain(500, 375, 3, 9)), PictureSheet.Fit.SQUARE);
    assertThat(sheet.css()).contains("image-rendering:auto").contains("--size:80px");
  }

  @Test
  void wholePicturesKeepTheirProportions() {
    PictureSheet<String> sheet = sheet(Map.of("a", plain(200, 100, 1, 9)), PictureSheet.Fit.WHOLE);
    assertThat(sheet.picture("a", "x").style()).isEqualTo("--x:0;--y:0;--h:0.5000");
  }

  @Test
  void aMissingPictureSaysSo() {
    PictureSheet<String> sheet = sheet(Map.of(), PictureSheet.Fit.SQUARE);
    assertThat(sheet.isEmpty()).isTrue();
    assertThat(sheet.picture("a", "a cat"))
        .isEqualTo(new Picture(false, "s", "", "no picture of a cat"));
    assertThat(sheet.css()).doesNotContain("url(");
  }

  private static PictureSheet<String> sheet(Map<String, Pixels> pictures, PictureSheet.Fit fit) {
    return new PictureSheet<>("s", pictures, fit, 96, 80);
  }

  private static Pixels plain(int width, int height, int channels, int value) {
    byte[] bytes = new byte[width * height * channels];
    java.util.Arrays.fill(bytes, (byte) value);
    return new Pixels(width, height, channels, bytes);
  }

  private static byte[] rgb(int pixels, int red, int green, int blue) {
    byte[] bytes = new byte[3 * pixels];
    for (int i = 0; i < pixels; i++) {
      bytes[3 * i] = (byte) red;
      bytes[3 * i + 1] = (byte) green;
      bytes[3 * i + 2] = (byte) blue;
    }
    return bytes;
  }

  private static byte[] bytes(PictureSheet<String> sheet) {
    Matcher match = Pattern.compile("base64,([^)]+)\\)").matcher(sheet.css());
    assertThat(match.find()).isTrue();
    return Base64.getDecoder().decode(match.group(1));
  }
}
