package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColourSweepsTest {
  @Test
  void theDrawnOrderIsTheOrderOfApplication() {
    float[][] first = {{0.9f, 0.9f, 0.1f, 0.1f}};
    sweep(
        new float[][][] {first},
        JitterOperation.BRIGHTNESS,
        JitterOperation.CONTRAST,
        JitterOperation.SATURATION,
        JitterOperation.HUE);
    // Brightness first: 1 and .18 with mean .59: .2 * 1 + .8 * .59 and .2 * .18 + .8 * .59.
    assertClose(first[0], 0.672, 0.672, 0.508, 0.508);

    float[][] second = {{0.9f, 0.9f, 0.1f, 0.1f}};
    sweep(
        new float[][][] {second},
        JitterOperation.HUE,
        JitterOperation.CONTRAST,
        JitterOperation.SATURATION,
        JitterOperation.BRIGHTNESS);
    // Contrast first: .2 * .9 + .8 * .5 = .58 and .42; times 1.8 is 1.044 and .756.
    assertClose(second[0], 1, 1, 0.756, 0.756);
  }

  @Test
  void contrastBlendsEveryBlockWithTheMeanOfAll() {
    float[][] dark = {{0, 0, 0, 0}};
    float[][] light = {{1, 1, 1, 1}};
    sweep(
        new float[][][] {dark, light},
        JitterOperation.CONTRAST,
        JitterOperation.HUE,
        JitterOperation.SATURATION,
        JitterOperation.BRIGHTNESS);

    // The mean is .5: .8 * .5 = .4 and .2 + .4 = .6; times 1.8 is .72 and 1.08.
    assertClose(dark[0], 0.72, 0.72, 0.72, 0.72);
    assertClose(light[0], 1, 1, 1, 1);
  }

  @Test
  void saturationHueAndGrayAreIdentitiesOnOneChannel() {
    float[][] block = {{0.9f, 0.5f, 0.1f, 0.3f}};
    JitterDraw jitter = new JitterDraw(List.of(JitterOperation.values()), 1, 1, 0.1, 0.4);
    sweep(new float[][][] {block}, draw(Optional.of(jitter), true));

    assertThat(block[0]).containsExactly(0.9f, 0.5f, 0.1f, 0.3f);
  }

  @Test
  void grayIsAppliedLast() {
    float[][] block = {{1}, {0}, {0}};
    JitterDraw jitter = new JitterDraw(List.of(JitterOperation.values()), 0.5, 1, 1, 0);
    sweep(new float[][][] {block}, draw(Optional.of(jitter), true));

    assertThat(block).isDeepEqualTo(new float[][] {{0.1495f}, {0.1495f}, {0.1495f}});
  }

  @Test
  void whatAnEarlierViewDrewIsForgotten() {
    ColourSweeps sweeps = new ColourSweeps(3);
    float[][] block = {{0.5f}, {0.25f}, {0.75f}};
    sweeps.begin(draw(Optional.of(jitter(JitterOperation.values())), true));
    sweeps.begin(draw(Optional.empty(), false));
    sweeps.first(block);
    sweeps.second(block);

    assertThat(block).isDeepEqualTo(new float[][] {{0.5f}, {0.25f}, {0.75f}});
  }

  /** The blocks' mean is the mean of all values, to the bit that a float shows. */
  @Test
  void theMeanOfBlocksIsTheMeanOfTheView() {
    SplittableRandom random = new SplittableRandom(3);
    Mean mean = new Mean(1);
    double sum = 0;
    int count = 0;
    for (int length : new int[] {896, 896, 896, 7}) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) random.nextDouble();
        sum += values[i];
      }
      count += length;
      mean.add(new float[][] {values});
    }

    assertThat(mean.value()).isEqualTo((float) (sum / count));
    mean.clear();
    mean.add(new float[][] {{0.25f}});
    assertThat(mean.value()).isEqualTo(0.25f);
  }

  private static void sweep(float[][][] blocks, JitterOperation... order) {
    sweep(blocks, draw(Optional.of(jitter(order)), false));
  }

  private static void sweep(float[][][] blocks, Draw draw) {
    ColourSweeps sweeps = new ColourSweeps(blocks[0].length);
    sweeps.begin(draw);
    for (float[][] block : blocks) {
      sweeps.first(block);
    }
    for (float[][] block : blocks) {
      sweeps.second(block);
    }
  }

  private static JitterDraw jitter(JitterOperation... order) {
    return new JitterDraw(List.of(order), 1.8, 0.2, 0.5, 0.1);
  }

  private static Draw draw(Optional<JitterDraw> jitter, boolean gray) {
    return new Draw(1, 1, new CropBox(0, 0, 1, 1), false, jitter, gray, OptionalDouble.empty());
  }

  private static void assertClose(float[] values, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i]).isCloseTo(expected[i], within(1e-6));
    }
  }
}
