package io.github.simclrbeam.parquet;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.parquet.format.ColumnCryptoMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.EncryptionWithFooterKey;
import org.apache.parquet.format.PageType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose footer is right about the schema, and whose columns and pages lie. */
class LyingPagesTest {
  private static final int MAX = Integer.MAX_VALUE;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @MethodSource({"chunks", "pages", "encodings"})
  void aLieIsReportedBeforeMemoryIsTaken(String lie, byte[] file, String problem)
      throws IOException {
    Effort.assertReportsEarly(directory, file, problem);
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
}
