package io.github.simclrbeam.parquet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;

/**
 * The pages of one column of one row group, read one at a time. Damage is an
 * IllegalArgumentException; a file system's fault comes as an UncheckedIOException.
 */
final class ColumnPages implements PageReader {
  private final Chunk chunk;
  private final ChunkBytes bytes;

  /** How many values the pages to come have. */
  private long left;

  /** The next page's header, if it was read already. */
  private PageHeader next;

  ColumnPages(FileBytes file, Chunk chunk) {
    this.chunk = chunk;
    this.bytes = new ChunkBytes(file, chunk);
    this.left = chunk.values();
  }

  @Override
  public long getTotalValueCount() {
    return chunk.values();
  }

  /** Returns the dictionary, which comes before all other pages; null when there is none. */
  @Override
  public DictionaryPage readDictionaryPage() {
    try {
      next = bytes.header();
      if (next.getType() != PageType.DICTIONARY_PAGE) {
        return null;
      }
      PageHeader header = next;
      next = null;
      return dictionary(header);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the next page that has values; null after the last. */
  @Override
  public DataPage readPage() {
    try {
      while (left > 0) {
        PageHeader header = next == null ? bytes.header() : next;
        next = null;
        DataPage page = page(header);
        if (page.getValueCount() > 0) {
          return page;
        }
      }
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private DataPage page(PageHeader header) throws IOException {
    byte[] body = body(header);
    if (header.getType() == PageType.DATA_PAGE && header.isSetData_page_header()) {
      return first(header.getData_page_header(), body, header.getUncompressed_page_size());
    }
    if (header.getType() == PageType.DATA_PAGE_V2 && header.isSetData_page_header_v2()) {
      return second(header.getData_page_header_v2(), body, header.getUncompressed_page_size());
    }
    throw new IllegalArgumentException("a data page must follow, but was: " + header.getType());
  }

  /** Reads a page's bytes as they lie in the file, and verifies their checksum if there is one. */
  private byte[] body(PageHeader header) throws IOException {
    if (header.getUncompressed_page_size() < 0) {
      throw new IllegalArgumentException(
          "a page must have 0 or more bytes, but says: " + header.getUncompressed_page_size());
    }
    byte[] body = bytes.take(header.getCompressed_page_size());
    if (header.isSetCrc()) {
      CRC32 crc = new CRC32();
      crc.update(body);
      if ((int) crc.getValue() != header.getCrc()) {
        throw new IllegalArgumentException(
            "a page's crc32 must be %08x, but was: %08x"
                .formatted(header.getCrc(), crc.getValue()));
      }
    }
    return body;
  }

  private DictionaryPage dictionary(PageHeader header) throws IOException {
    byte[] body = body(header);
    DictionaryPageHeader about = header.getDictionary_page_header();
    if (about == null) {
      throw new IllegalArgumentException("a dictionary must say how many entries it has");
    }
    byte[] page = PageInflation.inflate(chunk.codec(), body, header.getUncompressed_page_size());
    PageChecks.dictionary(chunk.column().getPrimitiveType(), page, about.getNum_values());
    return new DictionaryPage(
        BytesInput.from(page), about.getNum_values(), encoding(about.getEncoding()));
  }

  private DataPage first(DataPageHeader header, byte[] body, int size) {
    int values = counted(header.getNum_values());
    Encoding repetition = encoding(header.getRepetition_level_encoding());
    Encoding definition = encoding(header.getDefinition_level_encoding());
    Encoding encoding = encoding(header.getEncoding());
    byte[] page = PageInflation.inflate(chunk.codec(), body, size);
    PageChecks.page(chunk.column(), page, values, repetition, definition, encoding);
    return new DataPageV1(
        BytesInput.from(page), values, size, null, repetition, definition, encoding);
  }

  /** The levels stand before the values and are not compressed. */
  private DataPage second(DataPageHeaderV2 header, byte[] body, int size) {
    int values = counted(header.getNum_values());
    int repetitions = header.getRepetition_levels_byte_length();
    int definitions = header.getDefinition_levels_byte_length();
    long levels = (long) repetitions + definitions;
    if (repetitions < 0 || definitions < 0 || levels > Math.min(body.length, size)) {
      throw new IllegalArgumentException(
          "levels must fit into a page of %d bytes, but have %d and %d"
              .formatted(body.length, repetitions, definitions));
    }
    ColumnDescriptor column = chunk.column();
    byte[] repetition = Arrays.copyOf(body, repetitions);
    byte[] definition = Arrays.copyOfRange(body, repetitions, (int) levels);
    byte[] data = Arrays.copyOfRange(body, (int) levels, body.length);
    if (header.isIs_compressed()) {
      data = PageInflation.inflate(chunk.codec(), data, size - (int) levels);
    }
    PageChecks.levels(repetition, column.getMaxRepetitionLevel(), values);
    PageChecks.levels(definition, column.getMaxDefinitionLevel(), values);
    PageChecks.values(data, encoding(header.getEncoding()), values);
    return DataPageV2.uncompressed(
        header.getNum_rows(),
        header.getNum_nulls(),
        values,
        BytesInput.from(repetition),
        BytesInput.from(definition),
        encoding(header.getEncoding()),
        BytesInput.from(data),
        null);
  }

  private int counted(int values) {
    if (values < 0 || values > left) {
      throw new IllegalArgumentException(
          "a page must have at most %d values, but says: %d".formatted(left, values));
    }
    left -= values;
    return values;
  }

  private static Encoding encoding(org.apache.parquet.format.Encoding encoding) {
    return Encoding.valueOf(encoding.name());
  }
}
