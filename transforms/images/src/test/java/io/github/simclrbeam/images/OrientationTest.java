package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OrientationTest {
  /** Upright rows of the stored image "abc / def". */
  @ParameterizedTest
  @CsvSource({
    "1, abc/def", "2, cba/fed", "3, fed/cba", "4, def/abc",
    "5, ad/be/cf", "6, da/eb/fc", "7, fc/eb/da", "8, cf/be/ad"
  })
  void everyOrientationStandsUpright(int orientation, String upright) {
    Pixels stored = new Pixels(3, 2, 1, TestImages.bytes('a', 'b', 'c', 'd', 'e', 'f'));
    Pixels turned = Upright.turn(stored, orientation);
    StringBuilder rows = new StringBuilder();
    for (int y = 0; y < turned.height(); y++) {
      rows.append(y == 0 ? "" : "/");
      for (int x = 0; x < turned.width(); x++) {
        rows.append((char) turned.bytes()[y * turned.width() + x]);
      }
    }
    assertThat(rows).hasToString(upright);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void jpegIsDecodedUpright(int orientation) throws Exception {
    byte[] plain = ImageEncoder.jpeg(TestImages.gradient(8, 4, 3), 95);
    Pixels upright = Upright.turn(ImageDecoder.decode(plain, 3), orientation);
    byte[] turned = TestImages.withOrientation(plain, orientation);
    assertThat(ImageHeader.read(turned).orientation()).isEqualTo(orientation);
    assertThat(ImageDecoder.decode(turned, 3)).isEqualTo(upright);
  }

  @Test
  void orientationSixMakesAWideImageHigh() throws Exception {
    byte[] plain = ImageEncoder.jpeg(TestImages.gradient(8, 4, 3), 95);
    Pixels pixels = ImageDecoder.decode(TestImages.withOrientation(plain, 6), 3);
    assertThat(pixels.width()).isEqualTo(4);
    assertThat(pixels.height()).isEqualTo(8);
  }

  @Test
  void pngIsDecodedUpright() throws Exception {
    byte[] rows = TestImages.bytes(0, 1, 2, 3);
    byte[] exif = TestImages.chunk("eXIf", TestImages.tiffOrientation(8));
    Pixels pixels = ImageDecoder.decode(TestImages.png(3, 1, 8, 0, rows, exif), 1);
    assertThat(pixels).isEqualTo(new Pixels(1, 3, 1, TestImages.bytes(3, 2, 1)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255})
  void unknownOrientationCountsAsUpright(int orientation) throws Exception {
    byte[] plain = ImageEncoder.jpeg(TestImages.gradient(8, 4, 3), 95);
    assertThat(ImageDecoder.decode(TestImages.withOrientation(plain, orientation), 3))
        .isEqualTo(ImageDecoder.decode(plain, 3));
  }

  @Test
  void brokenMetadataIsNoFault() throws Exception {
    byte[] plain = ImageEncoder.jpeg(TestImages.gradient(8, 4, 3), 95);
    byte[] turned = TestImages.withOrientation(plain, 6);
    turned[2 + 10 + 7] = (byte) 0xf0; // The directory begins beyond the block.
    assertThat(ImageDecoder.decode(turned, 3)).isEqualTo(ImageDecoder.decode(plain, 3));
  }
}
