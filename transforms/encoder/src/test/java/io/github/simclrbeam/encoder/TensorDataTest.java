package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TensorDataTest {
  /** Values of IEEE 754 binary16 as its Wikipedia article lists them. */
  @ParameterizedTest
  @CsvSource({
    "0000, 0",
    "0001, 5.9604645e-8",
    "03ff, 6.0975552e-5",
    "0400, 6.1035156e-5",
    "3555, 0.33325195",
    "3bff, 0.99951172",
    "3c00, 1",
    "3c01, 1.00097656",
    "7bff, 65504",
    "c000, -2",
    "8001, -5.9604645e-8",
    "fc00, -Infinity",
    "7c00, Infinity",
    "7e00, NaN",
  })
  void halfPrecisionIsDecoded(String hex, float value) {
    TensorData tensor = new TensorData("x", TensorType.F16, new long[] {1}, bytes(hex));
    assertThat(tensor.asFloats().floats()).containsExactly(value);
    assertThat(tensor.finite()).isEqualTo(Float.isFinite(value));
  }

  @ParameterizedTest
  @CsvSource({"3f80, 1", "c040, -3", "0080, 1.17549435e-38", "7f80, Infinity", "3dcd, 0.100097656"})
  void brainFloatsAreDecoded(String hex, float value) {
    TensorData tensor = new TensorData("x", TensorType.BF16, new long[] {1}, bytes(hex));
    assertThat(tensor.asFloats().floats()).containsExactly(value);
    assertThat(tensor.finite()).isEqualTo(Float.isFinite(value));
  }

  private static byte[] bytes(String hex) {
    return ByteBuffer.allocate(2)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) Integer.parseInt(hex, 16))
        .array();
  }
}
