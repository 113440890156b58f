package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A file of more than 2^31 bytes, as the state of Adam for a wide network is. Its tensors share one
 * array, and nobody holds the file.
 */
final class SafetensorsSizeTest {
  private static final int TENSOR_BYTES = 1 << 26;
  private static final int TENSORS = 33;
  private static final byte[] ZEROS = new byte[TENSOR_BYTES];
  private static final long DATA_BYTES = (long) TENSORS * TENSOR_BYTES;

  private static List<TensorData> tensors() {
    List<TensorData> tensors = new ArrayList<>();
    for (int i = 0; i < TENSORS; i++) {
      long[] shape = {TENSOR_BYTES / Float.BYTES};
      tensors.add(new TensorData("mean." + i, TensorType.F32, shape, ZEROS));
    }
    tensors.add(TensorData.of("step", 77));
    return tensors;
  }

  /** What a file holds before and behind the zeros, and how long it is. */
  private static final class Ends extends OutputStream {
    final ByteArrayOutputStream ends = new ByteArrayOutputStream();
    long bytes;

    @Override
    public void write(int value) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] values, int offset, int length) {
      if (values != ZEROS) {
        ends.write(values, offset, length);
      }
      bytes += length;
    }
  }

  @Test
  void aFileBeyondTwoGigabytesIsWrittenAndReadTensorByTensor() throws IOException {
    Ends written = new Ends();
    SafetensorsWriter.write(tensors(), Map.of(), written);
    byte[] ends = written.ends.toByteArray();
    int head = ends.length - Long.BYTES;
    assertThat(DATA_BYTES).isGreaterThan(Integer.MAX_VALUE);
    assertThat(written.bytes).isEqualTo(head + DATA_BYTES + Long.BYTES);
    // 33 x 2^26 = 2214592512
    assertThat(new String(ends, 8, head - 8, StandardCharsets.UTF_8))
        .contains(
            "\"step\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[2214592512,2214592520]}");

    List<InputStream> parts = new ArrayList<>();
    parts.add(new ByteArrayInputStream(ends, 0, head));
    for (int i = 0; i < TENSORS; i++) {
      parts.add(new ByteArrayInputStream(ZEROS));
    }
    parts.add(new ByteArrayInputStream(ends, head, Long.BYTES));
    List<String> names = new ArrayList<>();
    SafetensorsReader.read(
        new SequenceInputStream(Collections.enumeration(parts)),
        written.bytes,
        "f",
        tensor -> {
          names.add(tensor.name());
          if (tensor.name().equals("step")) {
            assertThat(tensor.scalar()).isEqualTo(77);
          }
        });
    assertThat(names).hasSize(TENSORS + 1).startsWith("mean.0", "mean.1").endsWith("step");
  }

  @Test
  void aTensorBeyondAnArrayIsNamed() {
    String header =
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[536870912],\"data_offsets\":[0,2147483648]}}";
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ByteBuffer.allocate(8 + json.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json)
            .array();
    assertThatThrownBy(
            () ->
                SafetensorsReader.read(
                    new ByteArrayInputStream(head), head.length + 2147483648L, "f"))
        .isInstanceOf(IOException.class)
        .hasMessage("bytes of a must be at most 2147483639, but was: 2147483648 (f)");
  }

  @Test
  void aFileThatEndsEarlierThanItsSizeIsNamed() throws IOException {
    byte[] whole = SafetensorsBytes.of(List.of(TensorData.of("step", 1)));
    assertThatThrownBy(
            () ->
                SafetensorsReader.read(
                    new ByteArrayInputStream(whole, 0, whole.length - 1), whole.length, "f"))
        .isInstanceOf(IOException.class)
        .hasMessage("file was cut while it was read (f)");
  }
}
