package io.github.simclrbeam.encoder;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes the safetensors format: an unsigned 64-bit little-endian length, a JSON header of that
 * many bytes padded with spaces to a multiple of 8, then the tensors' bytes without gaps in header
 * order.
 */
final class SafetensorsWriter {
  /** Names of the format's own entries. */
  static final String METADATA = "__metadata__";

  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  /**
   * Writes the file; names must be unique.
   *
   * @param metadata what the format's own entry holds beside its format, in this order
   */
  static void write(List<TensorData> tensors, Map<String, String> metadata, OutputStream out)
      throws IOException {
    out.write(head(tensors, metadata));
    for (TensorData tensor : tensors) {
      out.write(tensor.bytes());
    }
  }

  /** Returns the length and the padded header. */
  private static byte[] head(List<TensorData> tensors, Map<String, String> told) {
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    metadata.addProperty("format", "pt");
    told.forEach(metadata::addProperty);
    header.add(METADATA, metadata);
    long offset = 0;
    for (TensorData tensor : tensors) {
      if (header.has(tensor.name())) {
        throw new IllegalArgumentException("names must be unique, but twice: " + tensor.name());
      }
      header.add(tensor.name(), entry(tensor, offset));
      offset += tensor.bytes().length;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer head = ByteBuffer.allocate(8 + padded);
    head.order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(json);
    while (head.hasRemaining()) {
      head.put((byte) ' ');
    }
    return head.array();
  }

  private static JsonObject entry(TensorData tensor, long offset) {
    JsonArray shape = new JsonArray();
    for (long size : tensor.shape()) {
      shape.add(size);
    }
    JsonArray offsets = new JsonArray();
    offsets.add(offset);
    offsets.add(offset + tensor.bytes().length);
    JsonObject entry = new JsonObject();
    entry.addProperty("dtype", tensor.type().name());
    entry.add("shape", shape);
    entry.add("data_offsets", offsets);
    return entry;
  }
}
