package io.github.simclrbeam.encoder;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads the safetensors format strictly: every byte belongs to exactly one tensor. A file may be
 * larger than an array; a tensor may not.
 */
final class SafetensorsReader {
  private static final long MAX_HEADER = 100_000_000;

  /** What an array can hold. */
  private static final long MAX_TENSOR = Integer.MAX_VALUE - 8;

  /** Read at once: files of a disk are copied through memory beside the heap, as large as this. */
  private static final int PIECE = 1 << 20;

  private final InputStream file;
  private final long bytes;
  private final String where;

  private SafetensorsReader(InputStream file, long bytes, String where) {
    this.file = file;
    this.bytes = bytes;
    this.where = where;
  }

  /** As {@link #read(InputStream, long, String)}, of a file in memory. */
  static Map<String, TensorData> read(byte[] file, String where) throws IOException {
    return read(new ByteArrayInputStream(file), file.length, where);
  }

  /**
   * Returns the tensors by name, in the order of their bytes.
   *
   * @param file from its start; stays the caller's to close
   * @param bytes of the file
   * @param where the file's uri, for messages
   * @throws IOException if the bytes are not a whole, gapless file of types that we know
   */
  static Map<String, TensorData> read(InputStream file, long bytes, String where)
      throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    read(file, bytes, where, tensor -> tensors.put(tensor.name(), tensor));
    return tensors;
  }

  /** As the shorter form; hands over one tensor after the other. */
  static void read(InputStream file, long bytes, String where, Consumer<TensorData> each)
      throws IOException {
    SafetensorsReader reader = new SafetensorsReader(file, bytes, where);
    for (Entry entry : reader.entries()) {
      byte[] values = reader.next(Math.toIntExact(entry.end - entry.begin));
      each.accept(new TensorData(entry.name, entry.type, entry.shape, values));
    }
  }

  private List<Entry> entries() throws IOException {
    if (bytes < 8) {
      throw fault("length must be at least 8 bytes, but was: " + bytes);
    }
    long length = ByteBuffer.wrap(next(8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MAX_HEADER || length > bytes - 8) {
      throw fault(
          "no safetensors file: header length must be 2 to %d, but was: %s"
              .formatted(Math.min(MAX_HEADER, bytes - 8), Long.toUnsignedString(length)));
    }
    return entries(header((int) length), 8 + length);
  }

  private JsonObject header(int length) throws IOException {
    String json = new String(next(length), StandardCharsets.UTF_8);
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

  private List<Entry> entries(JsonObject header, long start) throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      if (!entry.getKey().equals(SafetensorsWriter.METADATA)) {
        entries.add(entry(entry.getKey(), entry.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    long next = 0;
    for (Entry entry : entries) {
      if (entry.begin != next || entry.end > bytes - start) {
        throw fault(
            "offsets of %s must begin at %d and end by %d, but was: %d to %d"
                .formatted(entry.name, next, bytes - start, entry.begin, entry.end));
      }
      next = entry.end;
    }
    if (start + next != bytes) {
      throw fault(
          "file must end after its tensors at byte %d, but has %d bytes"
              .formatted(start + next, bytes));
    }
    return entries;
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
      if (size > MAX_TENSOR) {
        throw fault(
            "bytes of %s must be at most %d, but was: %d".formatted(name, MAX_TENSOR, size));
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

  private byte[] next(int count) throws IOException {
    byte[] read = new byte[count];
    int done = 0;
    while (done < count) {
      int more = file.read(read, done, Math.min(PIECE, count - done));
      if (more < 0) {
        throw fault("file was cut while it was read");
      }
      done += more;
    }
    return read;
  }

  private IOException fault(String text) {
    return new IOException("%s (%s)".formatted(text, where));
  }

  private record Entry(String name, TensorType type, long[] shape, long begin, long end) {}
}
