package io.github.simclrbeam.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.schema.MessageType;

/**
 * What a file's footer says, checked against itself and the file's length.
 *
 * @param groups for each row group its rows and where its columns lie, in the schema's order
 */
record TableFooter(MessageType schema, List<Group> groups, Map<String, String> metadata) {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENCRYPTED = "PARE".getBytes(StandardCharsets.US_ASCII);

  /** The footer's length (four bytes, little-endian) and the magic number behind it. */
  private static final int TAIL_BYTES = 8;

  private static final int MAX_DEPTH = 64;

  /**
   * A run of nulls or of one value has any length in a few bytes, so rows cost a file nothing, but
   * its reader much. A row with an image, a path or a vector of its own takes some bytes: thousands
   * in one byte are no data.
   */
  private static final long ROWS_PER_BYTE = 4096;

  /** A whole row group of nulls as writers make them. */
  private static final long MORE_ROWS = 1 << 20;

  /** A row group; {@code first} is its first row's number in the file. */
  record Group(long first, long rows, List<Chunk> chunks) {}

  /**
   * @throws IllegalArgumentException if the file is no Parquet file or its footer lies
   */
  static TableFooter read(FileBytes file) throws IOException {
    long tail = file.length() - TAIL_BYTES;
    if (tail < MAGIC.length) {
      throw new IllegalArgumentException(
          "it must have at least 12 bytes, but had: " + file.length());
    }
    checkMagic("start", file.read(0, MAGIC.length));
    byte[] end = file.read(tail, TAIL_BYTES);
    checkMagic("end", Arrays.copyOfRange(end, TAIL_BYTES - MAGIC.length, TAIL_BYTES));
    int length = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt();
    if (length < 0 || length > tail - MAGIC.length) {
      throw new IllegalArgumentException(
          "the footer must have at most %d bytes, but says: %d"
              .formatted(tail - MAGIC.length, Integer.toUnsignedLong(length)));
    }
    return of(ThriftBytes.footer(file.read(tail - length, length)), tail - length);
  }

  private static void checkMagic(String where, byte[] found) {
    if (Arrays.equals(found, ENCRYPTED)) {
      throw new IllegalArgumentException("it is encrypted, which is not read");
    }
    if (!Arrays.equals(found, MAGIC)) {
      throw new IllegalArgumentException("it must %s with PAR1, but does not".formatted(where));
    }
  }

  private static TableFooter of(FileMetaData footer, long limit) throws IOException {
    MessageType schema = schema(footer);
    List<Group> groups = new ArrayList<>();
    long rows = 0;
    for (RowGroup group : footer.getRow_groups()) {
      groups.add(new Group(rows, group.getNum_rows(), chunks(schema, group, limit)));
      rows = Math.addExact(rows, group.getNum_rows());
    }
    if (rows != footer.getNum_rows()) {
      throw new IllegalArgumentException(
          "the row groups must have %d rows, but have: %d".formatted(footer.getNum_rows(), rows));
    }
    if (rows - MORE_ROWS > limit * ROWS_PER_BYTE) {
      throw new IllegalArgumentException(
          "%d bytes must have at most %d rows, but say: %d"
              .formatted(limit, limit * ROWS_PER_BYTE + MORE_ROWS, rows));
    }
    Map<String, String> metadata = new HashMap<>();
    if (footer.isSetKey_value_metadata()) {
      for (KeyValue entry : footer.getKey_value_metadata()) {
        metadata.put(entry.getKey(), entry.getValue());
      }
    }
    return new TableFooter(schema, groups, metadata);
  }

  private static List<Chunk> chunks(MessageType schema, RowGroup group, long limit) {
    List<ColumnDescriptor> columns = schema.getColumns();
    if (group.getNum_rows() < 0 || group.getColumnsSize() != columns.size()) {
      throw new IllegalArgumentException(
          "a row group must have 0 or more rows and %d columns, but has %d and %d"
              .formatted(columns.size(), group.getNum_rows(), group.getColumnsSize()));
    }
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      ColumnDescriptor column = columns.get(i);
      try {
        chunks.add(Chunk.of(column, group.getColumns().get(i), group.getNum_rows(), limit));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "column %s: %s".formatted(String.join(".", column.getPath()), e.getMessage()), e);
      }
    }
    return chunks;
  }

  private static MessageType schema(FileMetaData footer) throws IOException {
    List<SchemaElement> elements = footer.getSchema();
    if (nodes(elements, 0, 0) != elements.size()) {
      throw new IllegalArgumentException("the schema must be one tree, but is more");
    }
    // The library would convert the row groups' statistics, too, which nobody reads.
    FileMetaData bare = new FileMetaData(footer.getVersion(), elements, 0, new ArrayList<>());
    return new ParquetMetadataConverter().fromParquetMetadata(bare).getFileMetaData().getSchema();
  }

  /** Returns the index behind the node that stands at {@code index}. */
  private static int nodes(List<SchemaElement> elements, int index, int depth) {
    if (index >= elements.size() || depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "the schema must be a tree at most %d deep, but is cut or deeper".formatted(MAX_DEPTH));
    }
    int next = index + 1;
    for (int child = 0; child < elements.get(index).getNum_children(); child++) {
      next = nodes(elements, next, depth + 1);
    }
    return next;
  }
}
