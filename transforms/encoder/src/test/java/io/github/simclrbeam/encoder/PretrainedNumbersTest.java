package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the numbers of a file may be. */
final class PretrainedNumbersTest {
  @TempDir Path folder;

  /** The relative error of a type is at most half of its fraction's last digit. */
  @ParameterizedTest
  @EnumSource(
      value = TensorType.class,
      names = {"F32", "F64", "F16", "BF16"})
  void numbersOfEveryTypeAreRead(TensorType type) throws IOException {
    Map<String, TensorData> file = TorchvisionSample.named(name -> name);
    file.replaceAll((name, tensor) -> tensor.type() == TensorType.I64 ? tensor : as(type, tensor));
    Map<String, TensorData> read =
        TorchvisionSample.read(folder, file, TorchvisionSample.COLOUR).tensors();
    double error =
        switch (type) {
          case F16 -> 0x1p-11;
          case BF16 -> 0x1p-8;
          default -> 0;
        };
    for (String name : List.of("conv1.weight", "layer3.0.bn2.running_var", "bn1.bias")) {
      float[] expected = TorchvisionSample.tensors().get("backbone." + name).floats();
      float[] found = read.get(name).floats();
      assertThat(found).hasSameSizeAs(expected);
      for (int i = 0; i < found.length; i++) {
        assertThat(found[i])
            .as(name)
            .isCloseTo(expected[i], within((float) (error * Math.abs(expected[i]) + 0x1p-25)));
      }
    }
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() throws IOException {
    Map<String, TensorData> file = TorchvisionSample.named(name -> name);
    float[] values = {1, 1, 1, Float.NaN, 1, 1, 1, 1};
    file.put("bn1.weight", TensorData.of("bn1.weight", new long[] {8}, values));
    assertThatThrownBy(() -> TorchvisionSample.read(folder, file, TorchvisionSample.COLOUR))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("bn1.weight must be finite, but is not (");
    double[] huge = {1, 1, 1, 1e200, 1, 1, 1, 1};
    ByteBuffer bytes = little(64);
    bytes.asDoubleBuffer().put(huge);
    file.put(
        "bn1.weight", new TensorData("bn1.weight", TensorType.F64, new long[] {8}, bytes.array()));
    assertThatThrownBy(() -> TorchvisionSample.read(folder, file, TorchvisionSample.COLOUR))
        .hasMessageStartingWith("bn1.weight must be finite, but is not (");
  }

  @Test
  void variancesBelowZeroAreRefused() throws IOException {
    Map<String, TensorData> file = TorchvisionSample.named(name -> name);
    float[] values = {1, 1, 1, 1, 0, 1, 1, -0.5f};
    file.put("bn1.running_var", TensorData.of("v", new long[] {8}, values));
    assertThatThrownBy(() -> TorchvisionSample.read(folder, file, TorchvisionSample.COLOUR))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("bn1.running_var must be at least 0, but was: -0.5 (");
  }

  /** Encodes by arithmetic, not by the bits that the reader looks at; normal numbers only. */
  private static TensorData as(TensorType type, TensorData tensor) {
    float[] values = tensor.floats();
    ByteBuffer bytes = little(values.length * type.bytes());
    for (float value : values) {
      switch (type) {
        case F64 -> bytes.putDouble(value);
        case F16 -> bytes.putShort(binary(value, 10, 15));
        case BF16 -> bytes.putShort(binary(value, 7, 127));
        default -> bytes.putFloat(value);
      }
    }
    return new TensorData(tensor.name(), type, tensor.shape(), bytes.array());
  }

  private static short binary(double value, int digits, int bias) {
    if (Math.abs(value) < Math.scalb(1.0, 1 - Math.min(bias, 100))) {
      return 0;
    }
    int exponent = (int) Math.floor(Math.log(Math.abs(value)) / Math.log(2));
    double fraction = Math.abs(value) / Math.pow(2, exponent) - 1;
    long bits = Math.round((exponent + bias + fraction) * Math.pow(2, digits));
    return (short) (bits + (value < 0 ? 0x8000 : 0));
  }

  private static ByteBuffer little(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
