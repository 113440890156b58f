package io.github.simclrbeam.parquet;

import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.converter.ParquetMetadataConverter;

/**
 * Where one column of one row group lies.
 *
 * @param start of its first page within the file
 * @param end behind its last page
 * @param values how many it has, nulls included
 */
record Chunk(ColumnDescriptor column, long start, long end, long values, CompressionCodec codec) {
  /** A file starts with a magic number of as many bytes. */
  private static final int FIRST_BYTE = 4;

  private static final ParquetMetadataConverter TYPES = new ParquetMetadataConverter();

  /**
   * @param rows of the row group
   * @param limit where the file's footer starts
   * @throws IllegalArgumentException if the footer says what cannot be
   */
  static Chunk of(ColumnDescriptor column, ColumnChunk chunk, long rows, long limit) {
    if (chunk.isSetFile_path() || chunk.isSetCrypto_metadata() || !chunk.isSetMeta_data()) {
      throw new IllegalArgumentException("it is encrypted or in another file, which is not read");
    }
    ColumnMetaData meta = chunk.getMeta_data();
    if (!meta.getPath_in_schema().equals(List.of(column.getPath()))
        || TYPES.getPrimitive(meta.getType()) != column.getPrimitiveType().getPrimitiveTypeName()) {
      throw new IllegalArgumentException(
          "it must be the schema's, but was: %s %s"
              .formatted(meta.getType(), String.join(".", meta.getPath_in_schema())));
    }
    long values = meta.getNum_values();
    if (values < rows || (column.getMaxRepetitionLevel() == 0 && values != rows)) {
      throw new IllegalArgumentException(
          "it must have a value for each of %d rows, but has: %d".formatted(rows, values));
    }
    if (values == 0) {
      // Writers say anything of where nothing is.
      return new Chunk(column, FIRST_BYTE, FIRST_BYTE, 0, meta.getCodec());
    }
    long start = meta.getData_page_offset();
    // Some writers say 0 when there is no dictionary.
    if (meta.isSetDictionary_page_offset() && meta.getDictionary_page_offset() != 0) {
      start = Math.min(start, meta.getDictionary_page_offset());
    }
    long bytes = meta.getTotal_compressed_size();
    if (start < FIRST_BYTE || bytes < 0 || bytes > limit - start) {
      throw new IllegalArgumentException(
          "it must lie between bytes %d and %d, but has %d bytes from %d"
              .formatted(FIRST_BYTE, limit, bytes, start));
    }
    return new Chunk(column, start, start + bytes, values, meta.getCodec());
  }
}
