package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class NpyTest {
  /**
   * numpy 1.26: {@code numpy.save(f, numpy.array([[[[1.5, -2.0]]]], dtype="<f4"))}: 80 bytes of
   * header text to the next multiple of 64, then the values.
   */
  @Test
  void bytesAreNumpys() {
    byte[] file = Npy.bytes(new float[] {1.5f, -2f}, 1, 1, 1, 2);
    String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 1, 1, 2), }";
    assertThat(HexFormat.of().formatHex(file, 0, 10)).isEqualTo("934e554d505901007600");
    assertThat(new String(file, 10, 118, StandardCharsets.US_ASCII))
        .isEqualTo(header + " ".repeat(117 - header.length()) + "\n");
    assertThat(HexFormat.of().formatHex(file, 128, file.length)).isEqualTo("0000c03f000000c0");
  }

  @Test
  void aSingleExtentIsWrittenAsATuple() {
    byte[] file = Npy.bytes(new float[] {0, 0, 0}, 3);
    assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("'shape': (3,), }");
  }

  @Test
  void valuesStartAtAMultipleOf64() {
    for (int extent : new int[] {1, 10, 1000, 100_000}) {
      float[] values = new float[extent];
      Arrays.fill(values, 1);
      assertThat((Npy.bytes(values, extent).length - 4 * extent) % 64).isZero();
    }
  }

  @Test
  void aShapeThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Npy.bytes(new float[5], 2, 3))
        .hasMessage("values must be 6 for the shape [2, 3], but were: 5");
  }
}
