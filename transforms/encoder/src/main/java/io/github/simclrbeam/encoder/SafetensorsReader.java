package io.github.simclrbeam.encoder;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the safetensors format strictly: every byte belongs to exactly one tensor. */
final class SafetensorsReader {
  private static final long MAX_HEADER = 100_000_000;

  private final byte[] file;
  private final String where;

  private SafetensorsReader(byte[] file, String where) {
    this.file = file;
    this.where = where;
  }

  /**
   * Returns the tensors by name, in the order of their bytes.
   *
   * @param where the file's uri, for messages
   * @throws IOException if the bytes are not a whole, gapless file of types that we know
   */
  static Map<String, TensorData> read(byte[] file, String where) throws IOException {
    return new SafetensorsReader(file, where).tensors();
  }

  private Map<String, TensorData> tensors() throws IOException {
    if (file.length < 8) {
      throw fault("length must be at least 8 bytes, but was: " + file.length);
    }
    long length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER || length > file.length - 8) {
      throw fault(
          "header length must be 2 to %d, but was: %s"
              .formatted(Math.min(MAX_HEADER, file.length - 8), Long.toUnsignedString(length)));
    }
    int start = Math.toIntExact(8 + length);
    List<TensorData> found = entries(header((int) length), start);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    found.forEach(tensor -> tensors.put(tensor.name(), tensor));
    return tensors;
  }

  private JsonObject header(int length) throws IOException {
    String json = new String(file, 8, length, StandardCharsets.UTF_8);
    try {
      JsonElement header = JsonParser.parseString(json);
      if (header.isJsonObject()) {
        return header.getAsJsonObject();
      }
    } catch (JsonParseException e) {
      throw new IOException("header must be JSON (%s)".formatted(where), e);
    }
    throw fault("header must be a JSON object");
  }

  private List<TensorData> entries(JsonObject header, int start) throws IOException {
    List<Entry> entries = new java.util.ArrayList<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      if (!entry.getKey().equals(SafetensorsWriter.METADATA)) {
        entries.add(entry(entry.getKey(), entry.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long next = 0;
    List<TensorData> tensors = new java.util.ArrayList<>();
    for (Entry entry : entries) {
      if (entry.begin != next || entry.end > file.length - start) {
        throw fault(
            "offsets of %s must begin at %d and end by %d, but was: %d to %d"
                .formatted(entry.name, next, file.length - start, entry.begin, entry.end));
      }
      next = entry.end;
      int from = Math.toIntExact(start + entry.begin);
      byte[] bytes = Arrays.copyOfRange(file, from, Math.toIntExact(start + entry.end));
      tensors.add(new TensorData(entry.name, entry.type, entry.shape, bytes));
    }
    if (start + next != file.length) {
      throw fault(
          "file must end after its tensors at byte %d, but has %d bytes"
              .formatted(start + next, file.length));
    }
    return tensors;
  }

  private Entry entry(String name, JsonElement element) throws IOException {
    try {
      JsonObject object = element.getAsJsonObject();
      String dtype = object.get("dtype").getAsString();
      long[] shape = longs(object.getAsJsonArray("shape"));
      long[] offsets = longs(object.getAsJsonArray("data_offsets"));
      TensorType type = TensorType.valueOf(dtype);
      long size = Math.multiplyExact(TensorData.elements(shape), (long) type.bytes());
      boolean negative = Arrays.stream(shape).anyMatch(value -> value < 0);
      if (negative || offsets.length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != size) {
        throw fault(
            "bytes of %s must be %d for shape %s, but was: offsets %s"
                .formatted(name, size, Arrays.toString(shape), Arrays.toString(offsets)));
      }
      return new Entry(name, type, shape, offsets[0], offsets[1]);
    } catch (RuntimeException e) {
      throw new IOException(
          "entry %s must have dtype (%s), shape and data_offsets, but was: %s (%s)"
              .formatted(name, Arrays.toString(TensorType.values()), element, where),
          e);
    }
  }

  private static long[] longs(JsonArray array) {
    long[] values = new long[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).getAsBigDecimal().longValueExact();
    }
    return values;
  }

  private IOException fault(String text) {
    return new IOException("%s (%s)".formatted(text, where));
  }

  private record Entry(String name, TensorType type, long[] shape, long begin, long end) {}
}
