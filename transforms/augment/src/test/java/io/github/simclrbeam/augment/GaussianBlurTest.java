package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianBlurTest {
  @ParameterizedTest(name = "sigma {0}")
  @ValueSource(doubles = {1, 2})
  void aBlurredImpulseHasTheVarianceOfSigmaSquaredAlongBothAxes(double sigma) {
    int size = 65;
    int centre = 32;
    Planes planes = new Planes(size, 1);
    TestPlanes.set(planes, 0, centre, centre, 1);
    float[] blurred = blurred(planes, 23, sigma);

    double sum = 0;
    double varianceX = 0;
    double varianceY = 0;
    for (int i = 0; i < size * size; i++) {
      double value = blurred[i];
      sum += value;
      varianceX += value * (i / size - centre) * (i / size - centre);
      varianceY += value * (i % size - centre) * (i % size - centre);
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(varianceX).isCloseTo(sigma * sigma, within(0.05 * sigma * sigma));
    assertThat(varianceY).isCloseTo(sigma * sigma, within(0.05 * sigma * sigma));
  }

  @ParameterizedTest(name = "height {0}")
  @CsvSource({"20, 3", "28, 3", "32, 3", "40, 5", "96, 9", "224, 23", "1, 3"})
  void kernelWidthsAreOdd(int height, int width) {
    assertThat(new BlurRange(0.5, 0.1, 2, 0.1).kernelWidth(height)).isEqualTo(width);
  }

  @Test
  void kernelWidthsAreOddAndAtLeastThreeAtEveryHeight() {
    for (int height = 1; height < 2000; height++) {
      for (double share : new double[] {0.01, 0.1, 0.3, 1}) {
        int width = new BlurRange(0.5, 0.1, 2, share).kernelWidth(height);
        assertThat(width % 2).isEqualTo(1);
        assertThat(width).isGreaterThanOrEqualTo(3);
      }
    }
  }

  @Test
  void weightsAreThoseOfTheGaussian() {
    // exp(-1/2) = .60653: 1 / (1 + 2 * .60653) = .45186 and .27407.
    assertThat(GaussianBlur.halfKernel(3, 1)).hasSize(2);
    assertThat((double) GaussianBlur.halfKernel(3, 1)[0]).isCloseTo(0.45186, within(1e-5));
    assertThat((double) GaussianBlur.halfKernel(3, 1)[1]).isCloseTo(0.27407, within(1e-5));
    assertThat(GaussianBlur.halfKernel(23, 2)).hasSize(12);
    assertThat(GaussianBlur.halfKernel(23, 0.5)).hasSize(3);
    assertThat(GaussianBlur.halfKernel(23, 0.1)).containsExactly(1f);
    assertThat(GaussianBlur.halfKernel(23, 1e-200)).containsExactly(1f);
  }

  /** Zero padding would darken the border. */
  @Test
  void aConstantImageStaysConstantUpToItsBorder() {
    for (int size : new int[] {1, 2, 3, 5, 28}) {
      Planes planes = new Planes(size, 1);
      for (int block = 0; block < planes.blocks(); block++) {
        Arrays.fill(planes.block(block)[0], 0.75f);
      }
      for (float value : blurred(planes, 23, 2)) {
        assertThat((double) value).isCloseTo(0.75, within(1e-6));
      }
    }
  }

  @Test
  void bordersAreMirroredWithoutTheEdge() {
    Planes planes = new Planes(3, 1);
    for (int x = 0; x < 3; x++) {
      TestPlanes.set(planes, 0, x, 1, 1);
    }
    float[] blurred = blurred(planes, 3, 1);

    // Beside the border stands the middle row twice: 2 * .27407; in the middle .45186.
    for (int x = 0; x < 3; x++) {
      assertThat((double) blurred[x]).isCloseTo(0.54814, within(1e-5));
      assertThat((double) blurred[3 + x]).isCloseTo(0.45186, within(1e-5));
      assertThat((double) blurred[6 + x]).isCloseTo(0.54814, within(1e-5));
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.github.simclrbeam.augment.Seeds#twenty")
  void equalsADirectSumInDouble(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int size = 2 + random.nextInt(20);
    int width = 3 + 2 * random.nextInt(5);
    double sigma = 0.25 + 1.75 * random.nextDouble();
    Planes planes = new Planes(size, 1);
    float[] before = new float[size * size];
    for (int i = 0; i < size * size; i++) {
      before[i] = (float) random.nextDouble();
      TestPlanes.set(planes, 0, i % size, i / size, before[i]);
    }
    float[] blurred = blurred(planes, width, sigma);

    for (int i = 0; i < size * size; i++) {
      assertThat((double) blurred[i])
          .isCloseTo(direct(before, size, width, sigma, i / size, i % size), within(1e-5));
    }
  }

  /** The first channel, row by row. */
  private static float[] blurred(Planes planes, int width, double sigma) {
    int size = planes.size();
    GaussianBlur blur = new GaussianBlur(size, planes.channels());
    blur.begin(planes, GaussianBlur.halfKernel(width, sigma));
    float[] values = new float[size * size];
    float[][] row = new float[planes.channels()][size];
    for (int y = 0; y < size; y++) {
      blur.row(y, row);
      System.arraycopy(row[0], 0, values, y * size, size);
    }
    return values;
  }

  private static double direct(
      float[] values, int size, int width, double sigma, int row, int column) {
    double sum = 0;
    double weights = 0;
    for (int j = -width / 2; j <= width / 2; j++) {
      for (int i = -width / 2; i <= width / 2; i++) {
        double weight = Math.exp(-(i * i + j * j) / (2 * sigma * sigma));
        sum += weight * values[mirrored(row + j, size) * size + mirrored(column + i, size)];
        weights += weight;
      }
    }
    return sum / weights;
  }

  private static int mirrored(int index, int size) {
    int at = index;
    while (at < 0 || at >= size) {
      at = at < 0 ? -at : 2 * (size - 1) - at;
    }
    return at;
  }
}
