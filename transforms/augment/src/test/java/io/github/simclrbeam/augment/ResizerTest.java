package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResizerTest {
  @Test
  void shrinkingFourPixelsToTwoWeighsThemByTheWidenedTriangle() {
    Taps taps = new Taps();
    taps.set(new Stretch(0, 4, 0, 4), 2, 0, 2, Interpolation.BILINEAR);

    // Centres 1 and 3 of the input, half width 2: distances .5, .5, 1.5 weigh .75, .75, .25.
    assertThat(taps.first[0]).isZero();
    assertThat(taps.end[0]).isEqualTo(3);
    assertThat(taps.weights[0]).isEqualTo(3f / 7);
    assertThat(taps.weights[1]).isEqualTo(3f / 7);
    assertThat(taps.weights[2]).isEqualTo(1f / 7);
    assertThat(taps.count[0]).isEqualTo(4);
    assertThat(taps.weights[3]).isZero();
    assertThat(taps.first[1]).isEqualTo(1);
    assertThat(resized(new int[] {0, 70, 140, 210}, 4, 1, 2, Interpolation.BILINEAR))
        .containsExactly(50, 160, 50, 160);
  }

  @Test
  void growingTwoPixelsToFourInterpolatesBetweenTheirCentres() {
    assertThat(resized(new int[] {0, 100}, 2, 1, 4, Interpolation.BILINEAR))
        .startsWith(0, 25, 75, 100);
  }

  @Test
  void theCubicIsThatOfKeysWithAMinusOneHalf() {
    assertThat(Interpolation.BICUBIC.weight(0)).isEqualTo(1);
    assertThat(Interpolation.BICUBIC.weight(-0.25)).isEqualTo(0.8671875);
    assertThat(Interpolation.BICUBIC.weight(0.75)).isEqualTo(0.2265625);
    assertThat(Interpolation.BICUBIC.weight(1)).isEqualTo(0);
    assertThat(Interpolation.BICUBIC.weight(1.25)).isEqualTo(-0.0703125);
    assertThat(Interpolation.BICUBIC.weight(-1.75)).isEqualTo(-0.0234375);
    assertThat(Interpolation.BICUBIC.weight(2)).isEqualTo(0);
  }

  /**
   * Made by Pillow 13.0.0 in mode F, from {@code (x * 37 + y * 59 + x * y * 11) % 256} as float:
   * {@code numpy.floor(numpy.clip(image.resize((size, size), filter), 0, 255) + .5)}.
   */
  @ParameterizedTest(name = "{0}x{1} to {2} {3}")
  @MethodSource("pillow")
  void equalsPillow(int width, int height, int size, Interpolation interpolation, int[] expected) {
    assertThat(resized(ramps(width, height), width, height, size, interpolation))
        .containsExactly(expected);
  }

  static Stream<Arguments> pillow() {
    return Stream.of(
        Arguments.of(
            13,
            9,
            6,
            Interpolation.BILINEAR,
            ints(
                "55 134 155 98 110 131 145 146 131 113 147 143 169 138 109 128"
                    + " 118 166 125 140 156 106 106 106 117 148 163 114 87 133 133 150"
                    + " 143 127 112 138")),
        Arguments.of(
            13,
            9,
            6,
            Interpolation.BICUBIC,
            ints(
                "42 138 163 96 104 131 147 150 130 112 153 141 178 133 102 134"
                    + " 110 176 122 142 161 100 107 99 111 149 171 113 78 139 132 152"
                    + " 142 128 110 140")),
        Arguments.of(
            5,
            4,
            8,
            Interpolation.BILINEAR,
            ints(
                "0 16 39 62 86 109 132 148 15 32 57 82 107 132 156 174"
                    + " 44 64 92 121 149 177 205 225 74 96 128 159 171 163 191 213"
                    + " 103 128 163 198 173 88 112 136 133 160 194 193 152 70 97 124"
                    + " 162 192 222 144 106 108 146 175 177 208 235 119 83 127 170 201")),
        Arguments.of(
            5,
            4,
            8,
            Interpolation.BICUBIC,
            ints(
                "0 7 33 56 78 101 127 142 7 23 51 75 101 129 158 174"
                    + " 39 57 89 116 150 190 224 242 70 91 128 168 182 173 204 228"
                    + " 99 122 164 228 192 73 94 128 131 159 200 215 159 52 78 115"
                    + " 162 201 232 135 87 107 152 183 177 221 247 98 53 133 187 215")),
        Arguments.of(
            40,
            30,
            5,
            Interpolation.BILINEAR,
            ints(
                "131 126 132 127 130 126 124 123 126 134 125 126 131 134 125 126"
                    + " 131 147 123 128 126 133 124 123 132")),
        Arguments.of(
            40,
            30,
            5,
            Interpolation.BICUBIC,
            ints(
                "132 125 133 126 129 126 124 122 126 136 126 124 131 136 124 125"
                    + " 130 151 120 127 127 134 122 123 134")));
  }

  @Test
  void aBoxIsResizedAsIfItWereTheWholeImage() {
    CropBox box = new CropBox(3, 2, 8, 6);
    Planes planes = cropped(whole(bytes(ramps(13, 9)), 13), box, false, Interpolation.BICUBIC, 4);

    assertThat(shades(planes))
        .containsExactly(ints("102 130 106 135 139 115 128 105 146 167 84 106 188 147 112 71"));
  }

  @Test
  void withoutACropTheShorterSideIsResizedAndTheCentreKept() {
    Planes wide = new Planes(6, 1);
    Resizer resizer = new Resizer();
    resizer.centre(whole(bytes(ramps(13, 9)), 13), 13, 9, Interpolation.BILINEAR, wide);
    TestPlanes.filled(resizer, wide, false);
    // 13x9 becomes 8x6, columns 1 to 6 stay.
    assertThat(shades(wide))
        .containsExactly(
            ints(
                "103 163 153 97 109 102 166 133 130 109 138 150 133 138 102 124"
                    + " 135 110 151 132 163 111 91 111 119 178 158 119 86 99 142 152"
                    + " 140 128 118 108"));

    int[] ramps = ramps(13, 9);
    int[] turned = new int[ramps.length];
    for (int i = 0; i < turned.length; i++) {
      turned[i] = ramps[i % 9 * 13 + i / 9];
    }
    Planes tall = new Planes(5, 1);
    resizer.centre(whole(bytes(turned), 9), 9, 13, Interpolation.BICUBIC, tall);
    TestPlanes.filled(resizer, tall, false);
    // 9x13 becomes 5x7, rows 1 to 5 stay.
    assertThat(shades(tall))
        .containsExactly(
            ints(
                "128 149 144 131 145 169 122 124 181 154 128 116 130 145 135 99"
                    + " 126 115 82 121 112 146 102 98 99"));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void equalsADirectSumInDouble(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int width = 1 + random.nextInt(70);
    int height = 1 + random.nextInt(70);
    int size = 1 + random.nextInt(40);
    byte[] image = TestImages.noise(width, height, 3, seed);
    CropBox box = box(random, width, height);
    boolean flip = random.nextBoolean();
    for (Interpolation interpolation : Interpolation.values()) {
      Planes planes = cropped(Source.whole(image, width, height), box, flip, interpolation, size);
      for (int at = 0; at < size * size; at++) {
        int x = flip ? size - 1 - at % size : at % size;
        for (int channel = 0; channel < 3; channel++) {
          double direct = direct(image, width, box, size, x, at / size, channel, interpolation);
          assertThat((double) TestPlanes.value(planes, channel, at % size, at / size))
              .isCloseTo(direct, within(2e-6));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void aConstantImageStaysConstantAtEverySize(Interpolation interpolation) {
    Resizer resizer = new Resizer();
    for (int width = 1; width < 50; width += 3) {
      for (int size = 1; size < 40; size += 5) {
        Planes planes = new Planes(size, 3);
        byte[] image = TestImages.constant(width, 7, 255, 128, 1);
        resizer.crop(
            Source.whole(image, width, 7), new CropBox(0, 0, width, 7), interpolation, planes);
        assertThat(TestPlanes.bytes(TestPlanes.filled(resizer, planes, false)))
            .isEqualTo(TestImages.constant(size, size, 255, 128, 1));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void pixelsOutsideTheBoxAreNotSeen(Interpolation interpolation) {
    byte[] image = TestImages.constant(40, 30, 250);
    for (int y = 10; y < 22; y++) {
      for (int x = 5; x < 20; x++) {
        image[y * 40 + x] = 77;
      }
    }
    Planes planes = cropped(whole(image, 40), new CropBox(5, 10, 15, 12), true, interpolation, 9);

    assertThat(TestPlanes.bytes(planes)).isEqualTo(TestImages.constant(9, 9, 77));
  }

  @Test
  void theCubicsOvershootIsLimited() {
    int[] edge = {0, 0, 0, 255, 255, 255};
    CropBox box = new CropBox(0, 0, 6, 1);
    Planes planes = cropped(whole(bytes(edge), 6), box, false, Interpolation.BICUBIC, 24);

    for (int x = 0; x < 24; x++) {
      assertThat(TestPlanes.value(planes, 0, x, 5)).isBetween(0f, 1f);
    }
  }

  /** An image of one channel. */
  private static Source whole(byte[] bytes, int width) {
    return Source.whole(bytes, width, bytes.length / width);
  }

  private static CropBox box(SplittableRandom random, int width, int height) {
    int boxWidth = 1 + random.nextInt(width);
    int boxHeight = 1 + random.nextInt(height);
    return new CropBox(
        random.nextInt(width - boxWidth + 1),
        random.nextInt(height - boxHeight + 1),
        boxWidth,
        boxHeight);
  }

  /** One value from its definition: the weighted mean over all pixels of the box. */
  private static double direct(
      byte[] image,
      int width,
      CropBox box,
      int size,
      int x,
      int y,
      int channel,
      Interpolation interpolation) {
    double scaleX = (double) box.width() / size;
    double scaleY = (double) box.height() / size;
    double sum = 0;
    double weights = 0;
    for (int row = 0; row < box.height(); row++) {
      double weightY = interpolation.weight((row + 0.5 - (y + 0.5) * scaleY) / Math.max(1, scaleY));
      for (int column = 0; column < box.width() && weightY != 0; column++) {
        double weight =
            weightY
                * interpolation.weight((column + 0.5 - (x + 0.5) * scaleX) / Math.max(1, scaleX));
        int at = ((box.y() + row) * width + box.x() + column) * 3 + channel;
        sum += weight * (image[at] & 0xFF);
        weights += weight;
      }
    }
    return Math.min(1, Math.max(0, sum / weights / 255));
  }

  private static int[] resized(
      int[] image, int width, int height, int size, Interpolation interpolation) {
    CropBox box = new CropBox(0, 0, width, height);
    return shades(cropped(whole(bytes(image), width), box, false, interpolation, size));
  }

  private static Planes cropped(
      Source source, CropBox box, boolean flip, Interpolation interpolation, int size) {
    int channels = source.hwc().length / source.width() / source.height();
    Planes planes = new Planes(size, channels);
    Resizer resizer = new Resizer();
    resizer.crop(source, box, interpolation, planes);
    return TestPlanes.filled(resizer, planes, flip);
  }

  private static int[] shades(Planes planes) {
    byte[] bytes = TestPlanes.bytes(planes);
    int[] shades = new int[bytes.length];
    for (int i = 0; i < shades.length; i++) {
      shades[i] = bytes[i] & 0xFF;
    }
    return shades;
  }

  private static int[] ramps(int width, int height) {
    int[] image = new int[width * height];
    for (int i = 0; i < image.length; i++) {
      int x = i % width;
      int y = i / width;
      image[i] = (x * 37 + y * 59 + x * y * 11) % 256;
    }
    return image;
  }

  private static byte[] bytes(int[] shades) {
    byte[] bytes = new byte[shades.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) shades[i];
    }
    return bytes;
  }

  private static int[] ints(String text) {
    return Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }
}
