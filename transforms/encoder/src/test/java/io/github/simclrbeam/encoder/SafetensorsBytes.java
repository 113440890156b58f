package io.github.simclrbeam.encoder;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Small safetensors files in memory. */
final class SafetensorsBytes {
  private SafetensorsBytes() {}

  static byte[] of(List<TensorData> tensors) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      SafetensorsWriter.write(tensors, Map.of(), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
