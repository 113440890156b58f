package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewBytesTest {
  @Test
  void halvesRoundUp() {
    ViewBytes bytes = new ViewBytes(2, 1);
    bytes.begin();
    // A block stands column by column.
    bytes.columns(new float[][] {{0.5f / 255, 1.5f / 255, 0.49f / 255, 254.5f / 255}}, 0);

    assertThat(bytes.take()).containsExactly(1, 0, 2, 255);
  }

  /** Every float that is near a border between two bytes, and the border itself. */
  @ParameterizedTest(name = "{0} channels")
  @CsvSource({"1", "3"})
  void aValueBecomesTheFloorOf255TimesItPlusAHalf(int channels) {
    for (int level = 0; level < 255; level++) {
      float[] around = new float[16 * 16];
      float value = (level + 0.5f) / 255;
      for (int i = 0; i < 128; i++) {
        value = Math.nextDown(value);
      }
      for (int i = 0; i < around.length; i++) {
        around[i] = value;
        value = Math.nextUp(value);
      }
      float[][] block = new float[channels][];
      Arrays.fill(block, around);
      ViewBytes bytes = new ViewBytes(16, channels);
      bytes.begin();
      bytes.columns(block, 0);
      byte[] view = bytes.take();
      for (int i = 0; i < view.length; i++) {
        int pixel = i / channels;
        float expected = around[pixel % 16 * 16 + pixel / 16] * 255f + 0.5f;
        assertThat(view[i] & 0xFF).isEqualTo((int) expected);
      }
    }
  }

  @ParameterizedTest(name = "{0}x{0}x{1}")
  @CsvSource({"1, 1", "1, 3", "2, 3", "5, 1", "5, 3", "300, 3"})
  void columnsAndRowsMakeTheSameBytes(int size, int channels) {
    SplittableRandom random = new SplittableRandom(size);
    Planes planes = new Planes(size, channels);
    for (int i = 0; i < channels * size * size; i++) {
      int x = i / channels % size;
      int y = i / channels / size;
      TestPlanes.set(planes, i % channels, x, y, random.nextInt(256) / 255f);
    }
    ViewBytes bytes = new ViewBytes(size, channels);
    bytes.begin();
    float[][] row = new float[channels][size];
    for (int y = 0; y < size; y++) {
      for (int channel = 0; channel < channels; channel++) {
        for (int x = 0; x < size; x++) {
          row[channel][x] = TestPlanes.value(planes, channel, x, y);
        }
      }
      bytes.row(row, y);
    }
    byte[] byRows = bytes.take();

    random = new SplittableRandom(size);
    for (byte value : byRows) {
      assertThat(value & 0xFF).isEqualTo(random.nextInt(256));
    }
    assertThat(TestPlanes.bytes(planes)).isEqualTo(byRows);
  }
}
