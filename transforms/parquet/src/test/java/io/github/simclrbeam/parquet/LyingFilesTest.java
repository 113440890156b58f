package io.github.simclrbeam.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.EncryptionWithFooterKey;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LyingFilesTest {
  private static final int MAX = Integer.MAX_VALUE;

  /** No lie may cost more than a few reads ahead. */
  private static final long MOST_BYTES = 4L << 20;

  @TempDir Path directory;

  @Test
  void theFileThatLiesInNothingIsRead() throws IOException {
    Effort effort = read(Forgery.file());
    assertThat(effort.problem()).isEmpty();
    assertThat(effort.values()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ends", "footers", "chunks", "pages", "encodings"})
  void aLieIsReportedBeforeMemoryIsTaken(String lie, byte[] file, String problem)
      throws IOException {
    Effort effort = read(file);
    assertThat(effort.problem()).contains(problem);
    assertThat(effort.bytes()).isLessThan(MOST_BYTES);
  }

  static Stream<Arguments> ends() throws IOException {
    byte[] whole = Forgery.file();
    return Stream.of(
        arguments("an empty file", new byte[0], "at least 12 bytes, but had: 0"),
        arguments("a magic without footer", ascii("PAR1"), "at least 12 bytes, but had: 4"),
        arguments("two magics", ascii("PAR1PAR1PAR1"), "the footer must have at most 0 bytes"),
        arguments("a text", ascii("some longer text"), "it must start with PAR1"),
        arguments("an encrypted file", ascii("PARE    PARE"), "it is encrypted"),
        arguments("an encrypted footer", end(whole, 4, 'P', 'A', 'R', 'E'), "it is encrypted"),
        arguments("another end", end(whole, 4, 'P', 'A', 'R', '2'), "it must end with PAR1"),
        arguments("a footer longer than the file", end(whole, 8, 0, 0, 1, 0), "but says: 65536"),
        arguments("a footer of 2^31 bytes", end(whole, 8, 0, 0, 0, 0x80), "but says: 2147483648"),
        arguments("a footer of no bytes", end(whole, 8, 0, 0, 0, 0), "the footer cannot be read"));
  }

  static Stream<Arguments> footers() throws IOException {
    byte[] nested = new byte[100_000];
    Arrays.fill(nested, (byte) 0xec); // An unknown field that is a structure.
    return Stream.of(
        arguments("nothing but structures", Forgery.file(new byte[0], nested), "more than 64 deep"),
        arguments(
            "a schema of 2^31 elements",
            // Version 1; a list of structures.
            Forgery.file(
                new byte[0],
                Forgery.bytes(0x15, 2, 0x19, 0xfc, 0xff, 0xff, 0xff, 0xff, 7, 0, 0, 0, 0)),
            "a list has 2147483647 elements"),
        arguments(
            "a text of 2^31 letters",
            // Created by.
            Forgery.file(new byte[0], Forgery.bytes(0x68, 0xff, 0xff, 0xff, 0xff, 7, 'a')),
            "the footer cannot be read"),
        arguments(
            "a map of 2^31 nothings",
            Forgery.file(new byte[0], Forgery.bytes(0xeb, 0xff, 0xff, 0xff, 0xff, 7, 0)),
            "a list has elements of no type"),
        arguments(
            "more rows than the groups have",
            Forgery.footer(footer -> footer.setNum_rows(3)),
            "the row groups must have 3 rows, but have: 2"),
        arguments(
            "a row group of more rows than its column has",
            Forgery.footer(footer -> footer.getRow_groups().get(0).setNum_rows(3)),
            "column x: it must have a value for each of 3 rows, but has: 2"),
        arguments(
            "2^31 rows of nulls in one run",
            Forgery.footer(footer -> claim(footer, 1L << 31)),
            "rows, but say: 2147483648"),
        arguments(
            "2^62 rows",
            Forgery.footer(footer -> claim(footer, 1L << 62)),
            "rows, but say: 4611686018427387904"),
        arguments(
            "a row group of negative rows",
            Forgery.footer(footer -> footer.getRow_groups().get(0).setNum_rows(-1)),
            "a row group must have 0 or more rows and 1 columns, but has -1 and 1"),
        arguments(
            "a row group without columns",
            Forgery.footer(footer -> footer.getRow_groups().get(0).getColumns().clear()),
            "but has 2 and 0"),
        arguments(
            "a schema of more children than elements",
            Forgery.footer(footer -> footer.getSchema().get(0).setNum_children(MAX)),
            "the schema must be a tree"),
        arguments(
            "a schema of more elements than children",
            Forgery.footer(footer -> footer.getSchema().get(0).setNum_children(0)),
            "the schema must be one tree"),
        arguments(
            "a schema of 10000 levels",
            Forgery.footer(footer -> footer.setSchema(deep())),
            "the schema must be a tree at most 64 deep"),
        arguments(
            "another column",
            Forgery.column(column -> column.setPath_in_schema(List.of("y"))),
            "column x: it must be the schema's, but was: BYTE_ARRAY y"),
        arguments(
            "another type",
            Forgery.column(column -> column.setType(Type.INT64)),
            "column x: it must be the schema's, but was: INT64 x"));
  }

  static Stream<Arguments> chunks() throws IOException {
    return Stream.of(
        arguments(
            "a negative offset",
            Forgery.column(column -> column.setData_page_offset(-1)),
            "column x: it must lie between bytes 4 and"),
        arguments(
            "an offset behind the file",
            Forgery.column(column -> column.setData_page_offset(1L << 60)),
            "bytes from 1152921504606846976"),
        arguments(
            "a negative offset of the dictionary",
            Forgery.column(column -> column.setDictionary_page_offset(Long.MIN_VALUE)),
            "bytes from -9223372036854775808"),
        arguments(
            "more bytes than the file",
            Forgery.column(column -> column.setTotal_compressed_size(Long.MAX_VALUE)),
            "but has 9223372036854775807 bytes from 4"),
        arguments(
            "a negative length",
            Forgery.column(column -> column.setTotal_compressed_size(-1)),
            "but has -1 bytes from 4"),
        arguments(
            "fewer bytes than the page",
            Forgery.column(column -> column.setTotal_compressed_size(25)),
            "column x of row group 0: a page must have 0 to"),
        arguments(
            "fewer bytes than the page's header",
            Forgery.column(column -> column.setTotal_compressed_size(9)),
            "a page header goes beyond the column's bytes"),
        arguments(
            "a column in another file",
            Forgery.footer(
                footer -> footer.getRow_groups().get(0).getColumns().get(0).setFile_path("y")),
            "it is encrypted or in another file"),
        arguments(
            "an encrypted column",
            Forgery.footer(
                footer ->
                    footer
                        .getRow_groups()
                        .get(0)
                        .getColumns()
                        .get(0)
                        .setCrypto_metadata(
                            ColumnCryptoMetaData.ENCRYPTION_WITH_FOOTER_KEY(
                                new EncryptionWithFooterKey()))),
            "it is encrypted or in another file"),
        arguments(
            "a compression that is not read",
            Forgery.column(column -> column.setCodec(CompressionCodec.LZ4)),
            "compression must be none, Snappy, gzip, Zstandard or LZ4_RAW, but was: LZ4"));
  }

  static Stream<Arguments> pages() throws IOException {
    return Stream.of(
        arguments(
            "a page of 2^31 bytes",
            Forgery.header(page -> page.setCompressed_page_size(MAX)),
            "a page must have 0 to 16 bytes, but says: 2147483647"),
        arguments(
            "a page of negative bytes",
            Forgery.header(page -> page.setCompressed_page_size(-1)),
            "a page must have 0 to 16 bytes, but says: -1"),
        arguments(
            "a page that becomes 2^31 bytes",
            Forgery.header(page -> page.setUncompressed_page_size(MAX)),
            "a page must have 2147483647 bytes, but had: 16"),
        arguments(
            "a page that becomes negative bytes",
            Forgery.header(page -> page.setUncompressed_page_size(-1)),
            "a page must have 0 or more bytes, but says: -1"),
        arguments("2^31 bytes of Snappy", compressed(CompressionCodec.SNAPPY), "but had:"),
        arguments("2^31 bytes of LZ4", compressed(CompressionCodec.LZ4_RAW), "cannot become"),
        arguments("2^31 bytes of Zstandard", compressed(CompressionCodec.ZSTD), "cannot become"),
        arguments("2^31 bytes of gzip", compressed(CompressionCodec.GZIP), "cannot become"),
        arguments(
            "more values than the column",
            Forgery.header(page -> page.getData_page_header().setNum_values(MAX)),
            "a page must have at most 2 values, but says: 2147483647"),
        arguments(
            "negative values",
            Forgery.header(page -> page.getData_page_header().setNum_values(-1)),
            "a page must have at most 2 values, but says: -1"),
        arguments(
            "fewer values than the column",
            Forgery.header(page -> page.getData_page_header().setNum_values(1)),
            "a page header goes beyond the column's bytes"),
        arguments(
            "a wrong checksum",
            Forgery.header(page -> page.setCrc(1)),
            "a page's crc32 must be 00000001, but was:"),
        arguments(
            "an index instead of a page",
            Forgery.header(page -> page.setType(PageType.INDEX_PAGE)),
            "a data page must follow, but was: INDEX_PAGE"),
        arguments(
            "a dictionary of 2^31 entries",
            Forgery.header(
                page -> {
                  page.setType(PageType.DICTIONARY_PAGE);
                  page.setDictionary_page_header(new DictionaryPageHeader(MAX, Encoding.PLAIN));
                }),
            "a dictionary of 16 bytes cannot have 2147483647 entries"),
        arguments(
            "a dictionary that does not say how many",
            Forgery.header(page -> page.setType(PageType.DICTIONARY_PAGE)),
            "a dictionary must say how many entries it has"),
        arguments(
            "levels longer than the page",
            Forgery.header(
                page -> {
                  page.setType(PageType.DATA_PAGE_V2);
                  page.setData_page_header_v2(
                      new DataPageHeaderV2(2, 0, 2, Encoding.PLAIN, MAX, MAX));
                }),
            "levels must fit into a page of 16 bytes, but have 2147483647 and 2147483647"));
  }

  static Stream<Arguments> encodings() throws IOException {
    return Stream.of(
        arguments(
            "levels of 2^31 bytes",
            Forgery.levels(0xff, 0xff, 0xff, 0x7f, 4, 1),
            "12 bytes cannot hold 2147483647 bytes of runs"),
        arguments(
            "a run of 2^27 levels",
            Forgery.levels(5, 0, 0, 0, 0xff, 0xff, 0xff, 0x0f, 1),
            "a run of 16777215 x 8 values of 1 bits has only 1 bytes"),
        arguments(
            "levels in an encoding of values",
            Forgery.header(
                page ->
                    page.getData_page_header()
                        .setDefinition_level_encoding(Encoding.DELTA_BINARY_PACKED)),
            "levels must be RLE, but were: DELTA_BINARY_PACKED"),
        arguments(
            "a text of 2^31 letters",
            Forgery.values(Encoding.PLAIN, 0xff, 0xff, 0xff, 0x7f, 'a', 1, 0, 0, 0, 'b'),
            "column x of row group 0:"),
        arguments(
            "words of no dictionary",
            Forgery.values(Encoding.RLE_DICTIONARY, 1, 4, 0),
            "column x of row group 0:"),
        arguments(
            "a run of 2^27 words",
            Forgery.values(Encoding.RLE_DICTIONARY, 0, 0xff, 0xff, 0xff, 0xff, 0),
            "x 8 values of 0 bits"),
        arguments(
            "a block of 2^28 deltas",
            Forgery.values(
                Encoding.DELTA_LENGTH_BYTE_ARRAY, 0x80, 0x80, 0x80, 0x80, 1, 4, 2, 0, 0, 0),
            "a block must be 1 to 8192 values, but is 268435456 in 4 parts"),
        arguments(
            "2^31 deltas",
            Forgery.values(
                Encoding.DELTA_LENGTH_BYTE_ARRAY,
                0x80,
                1,
                4,
                0xff,
                0xff,
                0xff,
                0xff,
                7,
                0,
                0,
                0,
                0,
                0,
                0),
            "a page of 2 values and 6 bytes cannot have 2147483647 deltas"),
        arguments(
            "a text that shares more than the one before has",
            // One prefix of 2^27 letters, one rest of none.
            Forgery.values(
                Encoding.DELTA_BYTE_ARRAY,
                0x80,
                1,
                4,
                1,
                0x80,
                0x80,
                0x80,
                0x80,
                1,
                0x80,
                1,
                4,
                1,
                0),
            "text 0 must share at most 0 bytes, but shares: 134217728"));
  }

  private static byte[] compressed(CompressionCodec codec) throws IOException {
    return Forgery.page(
        // The start of a Zstandard frame that does not say how large its content is.
        Forgery.bytes(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, 0, 0),
        page -> page.setUncompressed_page_size(MAX),
        footer -> footer.getRow_groups().get(0).getColumns().get(0).getMeta_data().setCodec(codec));
  }

  private static void claim(FileMetaData footer, long rows) {
    footer.setNum_rows(rows);
    footer.getRow_groups().get(0).setNum_rows(rows);
    footer.getRow_groups().get(0).getColumns().get(0).getMeta_data().setNum_values(rows);
  }

  private static List<SchemaElement> deep() {
    List<SchemaElement> elements = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      SchemaElement element = new SchemaElement("x");
      element.setNum_children(1);
      elements.add(element);
    }
    return elements;
  }

  /** The file with other bytes from {@code fromEnd} bytes before its end. */
  private static byte[] end(byte[] file, int fromEnd, int... bytes) {
    byte[] changed = file.clone();
    byte[] with = Forgery.bytes(bytes);
    System.arraycopy(with, 0, changed, changed.length - fromEnd, with.length);
    return changed;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private Effort read(byte[] file) throws IOException {
    return Effort.of(Files.write(directory.resolve("lie.parquet"), file));
  }
}
