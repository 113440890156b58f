package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SafetensorsTest {
  private static final List<TensorData> TENSORS =
      List.of(
          TensorData.of("conv1.weight", new long[] {1, 2}, new float[] {1, -2}),
          TensorData.of("bn1.num_batches_tracked", 3));

  @Test
  void fileIsLengthHeaderPaddingAndValues() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"conv1.weight\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"bn1.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[8,16]}}";
    byte[] file = SafetensorsBytes.of(TENSORS);
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(length % 8).isZero();
    assertThat(new String(file, 8, (int) length, StandardCharsets.UTF_8).stripTrailing())
        .isEqualTo(header);
    assertThat(HexFormat.of().formatHex(file, 8 + (int) length, file.length))
        .isEqualTo("0000803f000000c00300000000000000");
  }

  @Test
  void whatIsWrittenIsReadBack() throws IOException {
    Map<String, TensorData> read = SafetensorsReader.read(SafetensorsBytes.of(TENSORS), "f");
    assertThat(read.keySet()).containsExactly("conv1.weight", "bn1.num_batches_tracked");
    assertThat(read.get("conv1.weight").floats()).containsExactly(1, -2);
    assertThat(read.get("conv1.weight").shape()).containsExactly(1, 2);
    assertThat(read.get("bn1.num_batches_tracked").scalar()).isEqualTo(3);
  }

  @Test
  void orderInTheHeaderIsFree() throws IOException {
    byte[] file =
        file(
            "{\"b\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[4,12]},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]}}",
            12);
    assertThat(SafetensorsReader.read(file, "f").keySet()).containsExactly("a", "b");
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|1|file must end after its tensors at byte 10, but has 11 bytes (f)",
        "[]|0|header must be a JSON object (f)",
        "{\"a\"|0|header must be JSON (f)",
        "{\"a\":1}|0|entry a must have dtype ([F32, F64, I64, F16, BF16]), shape and data_offsets, but was: 1 (f)",
        "{\"a\":{\"dtype\":\"I16\",\"shape\":[],\"data_offsets\":[0,2]}}|2|entry a must have dtype"
            + " ([F32, F64, I64, F16, BF16]), shape and data_offsets, but was:"
            + " {\"dtype\":\"I16\",\"shape\":[],\"data_offsets\":[0,2]} (f)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|4|bytes of a must be 8 for"
            + " shape [2], but was: offsets [0, 4] (f)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,-4]}}|0|bytes of a must be -4"
            + " for shape [-1], but was: offsets [0, -4] (f)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|8|offsets of a must begin"
            + " at 0 and end by 8, but was: 4 to 8 (f)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|3|offsets of a must begin"
            + " at 0 and end by 3, but was: 0 to 4 (f)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|4|offsets of b must"
            + " begin at 4 and end by 4, but was: 0 to 4 (f)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|0|entry"
            + " a must have dtype ([F32, F64, I64, F16, BF16]), shape and data_offsets, but was:"
            + " {\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]} (f)",
      })
  void malformedFilesAreNamed(String header, int bytes, String message) {
    assertThatThrownBy(() -> SafetensorsReader.read(file(header, bytes), "f"))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void lengthsThatLieAreNamed() {
    byte[] huge = new byte[16];
    Arrays.fill(huge, 0, 8, (byte) 0xff);
    assertThatThrownBy(() -> SafetensorsReader.read(huge, "f"))
        .hasMessage(
            "no safetensors file: header length must be 2 to 8, but was: 18446744073709551615 (f)");
    assertThatThrownBy(() -> SafetensorsReader.read(new byte[3], "f"))
        .hasMessage("length must be at least 8 bytes, but was: 3 (f)");
  }

  @Test
  void everyTruncationIsRefused() {
    byte[] file = SafetensorsBytes.of(TENSORS);
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> SafetensorsReader.read(cut, "f")).isInstanceOf(IOException.class);
    }
  }

  @Test
  void namesMustBeUnique() {
    TensorData tensor = TensorData.of("a", 1);
    assertThatThrownBy(() -> SafetensorsBytes.of(List.of(tensor, tensor)))
        .hasMessage("names must be unique, but twice: a");
  }

  private static byte[] file(String header, int bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).array());
    out.write(json);
    out.write(new byte[bytes]);
    return out.toByteArray();
  }
}
