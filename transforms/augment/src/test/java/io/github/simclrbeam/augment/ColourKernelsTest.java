package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourKernelsTest {
  private final ColourKernels kernels = new ColourKernels();

  @Test
  void brightnessMultipliesAndLimits() {
    Planes planes = gray(0.9f, 0.5f, 0.1f, 0f);
    kernels.brightness(planes, 1.8f);

    assertClose(planes.plane(0), 1, 0.9, 0.18, 0);
  }

  @Test
  void contrastBlendsWithTheMeanOfTheViewsGray() {
    Planes planes = gray(0.8f, 0.4f, 0.6f, 0.2f);
    kernels.contrast(planes, 0.5f);
    assertClose(planes.plane(0), 0.65, 0.45, 0.55, 0.35);

    // A red pixel beside three black ones: the gray's mean is .299 / 4.
    Planes colours = colours(new float[] {1, 0, 0}, new float[3], new float[3], new float[3]);
    kernels.contrast(colours, 0);
    assertClose(colours.plane(0), 0.07475, 0.07475, 0.07475, 0.07475);
    assertClose(colours.plane(2), 0.07475, 0.07475, 0.07475, 0.07475);
  }

  @Test
  void saturationBlendsWithThePixelsGray() {
    Planes planes = colour(1, 0.5f, 0);
    kernels.saturation(planes, 0.5f);
    // Gray is .299 + .587 / 2 = .5925.
    assertColour(planes, 0.79625, 0.54625, 0.29625);

    Planes vivid = colour(0.6f, 0.5f, 0.4f);
    kernels.saturation(vivid, 1.5f);
    // Gray is .1794 + .2935 + .0456 = .5185.
    assertColour(vivid, 0.64075, 0.49075, 0.34075);
  }

  @Test
  void grayOfPureRedIsTwoHundredNinetyNineThousandths() {
    Planes planes = colour(1, 0, 0);
    kernels.gray(planes);
    assertColour(planes, 0.299, 0.299, 0.299);
  }

  /** Limiting only at the end would give 1 and .756. */
  @Test
  void valuesAreLimitedAfterEachOperation() {
    Planes planes = gray(0.9f, 0.9f, 0.1f, 0.1f);
    kernels.brightness(planes, 1.8f);
    kernels.contrast(planes, 0.2f);

    // 1 and .18 with mean .59: .2 * 1 + .8 * .59 and .2 * .18 + .8 * .59.
    assertClose(planes.plane(0), 0.672, 0.672, 0.508, 0.508);
  }

  @Test
  void theDrawnOrderIsTheOrderOfApplication() {
    Planes first = gray(0.9f, 0.9f, 0.1f, 0.1f);
    kernels.jitter(
        first,
        draw(
            JitterOperation.BRIGHTNESS,
            JitterOperation.CONTRAST,
            JitterOperation.SATURATION,
            JitterOperation.HUE));
    assertClose(first.plane(0), 0.672, 0.672, 0.508, 0.508);

    Planes second = gray(0.9f, 0.9f, 0.1f, 0.1f);
    kernels.jitter(
        second,
        draw(
            JitterOperation.HUE,
            JitterOperation.CONTRAST,
            JitterOperation.SATURATION,
            JitterOperation.BRIGHTNESS));
    // Contrast first: .2 * .9 + .8 * .5 = .58 and .42; times 1.8 is 1.044 and .756.
    assertClose(second.plane(0), 1, 1, 0.756, 0.756);
  }

  @Test
  void negativeHueTurnsRedByThirtySixDegreesTowardsBlue() {
    Planes planes = colour(1, 0, 0);
    kernels.hue(planes, -0.1);
    assertColour(planes, 1, 0, 0.6);
  }

  /** Expected values of Python's colorsys. */
  @Test
  void hueTurnsOnTheHsvCircle() {
    Planes blue = colour(0.2f, 0.5f, 0.9f);
    kernels.hue(blue, 0.3);
    assertColour(blue, 0.9, 0.2, 0.64);

    Planes yellow = colour(0.9f, 0.8f, 0.1f);
    kernels.hue(yellow, -0.45);
    assertColour(yellow, 0.24, 0.1, 0.9);

    Planes red = colour(1, 0, 0);
    kernels.hue(red, 0.5);
    assertColour(red, 0, 1, 1);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void hueEqualsTheTextbooksHsv(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 500; round++) {
      float[] rgb = {random.nextInt(9) / 8f, random.nextInt(9) / 8f, (float) random.nextDouble()};
      double turns =
          random.nextInt(8) == 0 ? (random.nextInt(13) - 6) / 12.0 : random.nextDouble() - 0.5;
      Planes planes = colour(rgb[0], rgb[1], rgb[2]);
      kernels.hue(planes, turns);

      double[] hsv = Hsv.of(rgb[0], rgb[1], rgb[2]);
      double[] expected = Hsv.rgb(hsv[0] + turns, hsv[1], hsv[2]);
      assertColour(planes, expected[0], expected[1], expected[2]);
    }
  }

  @Test
  void hueZeroIsTheIdentity() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 1000; round++) {
      float red = (float) random.nextDouble();
      float green = (float) random.nextDouble();
      float blue = (float) random.nextDouble();
      Planes planes = colour(red, green, blue);
      kernels.hue(planes, 0);
      assertColour(planes, red, green, blue);
    }
  }

  @ParameterizedTest(name = "turns {0}")
  @ValueSource(doubles = {-0.5, -0.2, -0.001, 0, 0.1, 0.3333, 0.5})
  void grayPixelsKeepTheirValueToTheBitUnderAnyHue(double turns) {
    for (int level = 0; level < 256; level++) {
      float value = level / 255f;
      Planes planes = colour(value, value, value);
      kernels.hue(planes, turns);
      assertThat(planes.plane(0)).containsOnly(value);
      assertThat(planes.plane(1)).containsOnly(value);
      assertThat(planes.plane(2)).containsOnly(value);
    }
  }

  @Test
  void hueWrapsWithoutAJump() {
    double[] before = Hsv.rgb(0.999, 0.8, 0.9);
    double[] after = Hsv.rgb(0.001, 0.8, 0.9);
    Planes planes = colour((float) before[0], (float) before[1], (float) before[2]);
    kernels.hue(planes, 0.002);
    assertColour(planes, after[0], after[1], after[2]);

    Planes back = colour((float) after[0], (float) after[1], (float) after[2]);
    kernels.hue(back, -0.002);
    assertColour(back, before[0], before[1], before[2]);
  }

  @Test
  void saturationHueAndGrayAreIdentitiesOnOneChannel() {
    Planes planes = gray(0.9f, 0.5f, 0.1f, 0.3f);
    kernels.saturation(planes, 0.1f);
    kernels.hue(planes, 0.4);
    kernels.gray(planes);

    assertThat(planes.plane(0)).containsExactly(0.9f, 0.5f, 0.1f, 0.3f);
  }

  private static JitterDraw draw(JitterOperation... order) {
    return new JitterDraw(List.of(order), 1.8, 0.2, 0.5, 0.1);
  }

  private static Planes gray(float... values) {
    Planes planes = new Planes(2, 1);
    planes.exchange(0, values);
    return planes;
  }

  private static Planes colour(float red, float green, float blue) {
    float[] rgb = {red, green, blue};
    return colours(rgb, rgb, rgb, rgb);
  }

  private static Planes colours(float[]... pixels) {
    Planes planes = new Planes(2, 3);
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < 4; i++) {
        planes.plane(channel)[i] = pixels[i][channel];
      }
    }
    return planes;
  }

  private static void assertColour(Planes planes, double... rgb) {
    for (int channel = 0; channel < 3; channel++) {
      double value = rgb[channel];
      assertClose(planes.plane(channel), value, value, value, value);
    }
  }

  private static void assertClose(float[] values, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(1e-6));
    }
  }
}
