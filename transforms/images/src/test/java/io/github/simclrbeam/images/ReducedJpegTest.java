package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReducedJpegTest {
  private static final int[] REDUCTIONS = {1, 2, 4, 8};

  @ParameterizedTest
  @CsvSource({"1, 37, 21", "2, 19, 11", "4, 10, 6", "8, 5, 3"})
  void sidesAreRoundedUp(int reduction, int width, int height) throws Exception {
    for (int channels : new int[] {1, 3}) {
      byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(37, 21, channels), 95);
      for (int wanted : new int[] {1, 3}) {
        OpenedImage image = ImageDecoder.open(jpeg, wanted, DecodeSettings.DEFAULT);
        assertThat(image.reducible()).isTrue();
        assertThat(image.width()).isEqualTo(37);
        assertThat(image.height()).isEqualTo(21);
        Decoded decoded = image.decode(reduction);
        assertThat(decoded.reduction()).isEqualTo(reduction);
        assertThat(decoded.pixels().width()).isEqualTo(width);
        assertThat(decoded.pixels().height()).isEqualTo(height);
        assertThat(decoded.pixels().channels()).isEqualTo(wanted);
        assertThat(decoded.originX()).isZero();
        assertThat(decoded.originY()).isZero();
      }
    }
  }

  @Test
  void wholeIsWhatDecodingGives() throws Exception {
    for (String name : new String[] {"RGB_s2.jpg", "L_prog.jpg", "arith.jpg", "CMYK_q90.jpg"}) {
      byte[] jpeg = Seeds.of(name);
      assertThat(ImageDecoder.open(jpeg, 3, DecodeSettings.DEFAULT).decode(1).pixels())
          .isEqualTo(ImageDecoder.decode(jpeg, 3));
    }
  }

  /** 37 and 21 are no multiples, so edges of mirrored images matter. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void aPixelIsTheMeanOfThoseItStandsForInEveryOrientation(int orientation) throws Exception {
    byte[] jpeg =
        TestImages.withOrientation(
            ImageEncoder.jpeg(TestImages.gradient(37, 21, 3), 95), orientation);
    OpenedImage image = ImageDecoder.open(jpeg, 3, DecodeSettings.DEFAULT);
    Pixels whole = image.decode(1).pixels();
    assertThat(image.width()).isEqualTo(whole.width()).isEqualTo(orientation < 5 ? 37 : 21);
    assertThat(image.height()).isEqualTo(whole.height()).isEqualTo(orientation < 5 ? 21 : 37);
    for (int reduction : REDUCTIONS) {
      Decoded reduced = image.decode(reduction);
      for (int y = 0; y < reduced.pixels().height(); y++) {
        for (int x = 0; x < reduced.pixels().width(); x++) {
          for (int c = 0; c < 3; c++) {
            int at = (y * reduced.pixels().width() + x) * 3 + c;
            // What lies beyond the edge is filled up by the encoder, from the edge inwards.
            assertThat((double) (reduced.pixels().bytes()[at] & 0xff))
                .as("1/%d, x %d, y %d, channel %d", reduction, x, y, c)
                .isBetween(mean(whole, reduced, x, y, c) - 9, mean(whole, reduced, x, y, c) + 9);
          }
        }
      }
    }
  }

  private static double mean(Pixels whole, Decoded reduced, int x, int y, int channel) {
    int reduction = reduced.reduction();
    double sum = 0;
    for (int dy = 0; dy < reduction; dy++) {
      int row = inside(reduced.originY() + y * reduction + dy, whole.height());
      for (int dx = 0; dx < reduction; dx++) {
        int column = inside(reduced.originX() + x * reduction + dx, whole.width());
        sum += whole.bytes()[(row * whole.width() + column) * 3 + channel] & 0xff;
      }
    }
    return sum / (reduction * reduction);
  }

  private static int inside(int at, int size) {
    return Math.max(0, Math.min(size - 1, at));
  }

  @Test
  void mirroredEdgesBeginOutsideTheImage() throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(37, 21, 3), 95);
    // 37 = 5 x 8 - 3 and 21 = 3 x 8 - 3; sides of 6 and 7 are exchanged.
    int[][] origins = {{0, 0}, {-3, 0}, {-3, -3}, {0, -3}, {0, 0}, {-3, 0}, {-3, -3}, {0, -3}};
    for (int orientation = 1; orientation <= 8; orientation++) {
      Decoded eighth = decode(TestImages.withOrientation(jpeg, orientation), 8);
      assertThat(new int[] {eighth.originX(), eighth.originY()})
          .as("orientation %d", orientation)
          .containsExactly(origins[orientation - 1]);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CMYK_q90.jpg", "sof3_rgb.jpg", "rgb8_trns.png", "t_rgbx.tif"})
  void otherImagesAreWholeOnly(String name) throws Exception {
    OpenedImage image = ImageDecoder.open(Seeds.of(name), 3, DecodeSettings.DEFAULT);
    assertThat(image.reducible()).isFalse();
    assertThat(image.decode(1).pixels()).isEqualTo(ImageDecoder.decode(Seeds.of(name), 3));
    assertThatThrownBy(() -> image.decode(2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reduction must be 1, but was: 2");
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, 0, 3, 16})
  void otherReductionsAreRefused(int reduction) throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(8, 8, 3), 95);
    OpenedImage image = ImageDecoder.open(jpeg, 3, DecodeSettings.DEFAULT);
    assertThatThrownBy(() -> image.decode(reduction))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("reduction must be 1, 2, 4 or 8, but was: " + reduction);
  }

  @Test
  void limitsAreThoseOfTheWholeImage() {
    byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(64, 64, 3), 95);
    DecodeSettings settings = DecodeSettings.DEFAULT.withLimits(new DecodeLimits(4095, 1 << 20));
    assertThatThrownBy(() -> ImageDecoder.open(jpeg, 3, settings))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("pixels must be at most 4095, but were: 64 x 64");
  }

  @Test
  void noArrayOfTheWholeImagesSizeIsTaken() throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(TestImages.gradient(2048, 1024, 3), 90);
    byte[] turned = TestImages.withOrientation(jpeg, 6);
    decode(turned, 8);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    Pixels pixels = decode(turned, 8).pixels();
    long taken = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(pixels.width()).isEqualTo(128);
    assertThat(taken).isLessThan(2048 * 1024 * 3 / 8);
  }

  private static Decoded decode(byte[] jpeg, int reduction) throws UndecodableImageException {
    return ImageDecoder.open(jpeg, 3, DecodeSettings.DEFAULT).decode(reduction);
  }
}
