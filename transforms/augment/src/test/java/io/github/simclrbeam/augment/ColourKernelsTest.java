package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColourKernelsTest {
  @Test
  void brightnessMultipliesAndLimits() {
    float[][] block = gray(0.9f, 0.5f, 0.1f, 0f);
    ColourKernels.brightness(block, 1.8f);

    assertClose(block[0], 1, 0.9, 0.18, 0);
  }

  @Test
  void contrastBlendsWithTheMeanOfTheViewsGray() {
    float[][] block = gray(0.8f, 0.4f, 0.6f, 0.2f);
    ColourKernels.contrast(block, 0.5f, mean(block));
    assertClose(block[0], 0.65, 0.45, 0.55, 0.35);

    // A red pixel beside three black ones: the gray's mean is .299 / 4.
    float[][] colours = colours(new float[] {1, 0, 0}, new float[3], new float[3], new float[3]);
    ColourKernels.contrast(colours, 0, mean(colours));
    assertClose(colours[0], 0.07475, 0.07475, 0.07475, 0.07475);
    assertClose(colours[2], 0.07475, 0.07475, 0.07475, 0.07475);
  }

  @Test
  void saturationBlendsWithThePixelsGray() {
    float[][] block = colour(1, 0.5f, 0);
    ColourKernels.saturation(block, 0.5f);
    // Gray is .299 + .587 / 2 = .5925.
    assertColour(block, 0.79625, 0.54625, 0.29625);

    float[][] vivid = colour(0.6f, 0.5f, 0.4f);
    ColourKernels.saturation(vivid, 1.5f);
    // Gray is .1794 + .2935 + .0456 = .5185.
    assertColour(vivid, 0.64075, 0.49075, 0.34075);
  }

  @Test
  void grayOfPureRedIsTwoHundredNinetyNineThousandths() {
    float[][] block = colour(1, 0, 0);
    ColourKernels.gray(block);
    assertColour(block, 0.299, 0.299, 0.299);
  }

  /** Limiting only at the end would give 1 and .756. */
  @Test
  void valuesAreLimitedAfterEachOperation() {
    float[][] block = gray(0.9f, 0.9f, 0.1f, 0.1f);
    ColourKernels.brightness(block, 1.8f);
    ColourKernels.contrast(block, 0.2f, mean(block));

    // 1 and .18 with mean .59: .2 * 1 + .8 * .59 and .2 * .18 + .8 * .59.
    assertClose(block[0], 0.672, 0.672, 0.508, 0.508);
  }

  @Test
  void negativeHueTurnsRedByThirtySixDegreesTowardsBlue() {
    float[][] block = colour(1, 0, 0);
    new HueKernel().turn(block, -0.1);
    assertColour(block, 1, 0, 0.6);
  }

  /** Expected values of Python's colorsys. */
  @Test
  void hueTurnsOnTheHsvCircle() {
    float[][] blue = colour(0.2f, 0.5f, 0.9f);
    new HueKernel().turn(blue, 0.3);
    assertColour(blue, 0.9, 0.2, 0.64);

    float[][] yellow = colour(0.9f, 0.8f, 0.1f);
    new HueKernel().turn(yellow, -0.45);
    assertColour(yellow, 0.24, 0.1, 0.9);

    float[][] red = colour(1, 0, 0);
    new HueKernel().turn(red, 0.5);
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
      float[][] block = colour(rgb[0], rgb[1], rgb[2]);
      new HueKernel().turn(block, turns);

      double[] hsv = Hsv.of(rgb[0], rgb[1], rgb[2]);
      double[] expected = Hsv.rgb(hsv[0] + turns, hsv[1], hsv[2]);
      assertColour(block, expected[0], expected[1], expected[2]);
    }
  }

  @Test
  void hueZeroIsTheIdentity() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 1000; round++) {
      float red = (float) random.nextDouble();
      float green = (float) random.nextDouble();
      float blue = (float) random.nextDouble();
      float[][] block = colour(red, green, blue);
      new HueKernel().turn(block, 0);
      assertColour(block, red, green, blue);
    }
  }

  @ParameterizedTest(name = "turns {0}")
  @ValueSource(doubles = {-0.5, -0.2, -0.001, 0, 0.1, 0.3333, 0.5})
  void grayPixelsKeepTheirValueToTheBitUnderAnyHue(double turns) {
    for (int level = 0; level < 256; level++) {
      float value = level / 255f;
      float[][] block = colour(value, value, value);
      new HueKernel().turn(block, turns);
      assertThat(block[0]).containsOnly(value);
      assertThat(block[1]).containsOnly(value);
      assertThat(block[2]).containsOnly(value);
    }
  }

  @Test
  void hueWrapsWithoutAJump() {
    double[] before = Hsv.rgb(0.999, 0.8, 0.9);
    double[] after = Hsv.rgb(0.001, 0.8, 0.9);
    float[][] block = colour((float) before[0], (float) before[1], (float) before[2]);
    new HueKernel().turn(block, 0.002);
    assertColour(block, after[0], after[1], after[2]);

    float[][] back = colour((float) after[0], (float) after[1], (float) after[2]);
    new HueKernel().turn(back, -0.002);
    assertColour(back, before[0], before[1], before[2]);
  }

  private static float[][] gray(float... values) {
    return new float[][] {values};
  }

  private static float mean(float[][] block) {
    Mean mean = new Mean(block.length);
    mean.add(block);
    return mean.value();
  }

  private static float[][] colour(float red, float green, float blue) {
    float[] rgb = {red, green, blue};
    return colours(rgb, rgb, rgb, rgb);
  }

  private static float[][] colours(float[]... pixels) {
    float[][] block = new float[3][pixels.length];
    for (int channel = 0; channel < 3; channel++) {
      for (int i = 0; i < pixels.length; i++) {
        block[channel][i] = pixels[i][channel];
      }
    }
    return block;
  }

  private static void assertColour(float[][] block, double... rgb) {
    for (int channel = 0; channel < 3; channel++) {
      double value = rgb[channel];
      assertClose(block[channel], value, value, value, value);
    }
  }

  private static void assertClose(float[] values, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(1e-6));
    }
  }
}
