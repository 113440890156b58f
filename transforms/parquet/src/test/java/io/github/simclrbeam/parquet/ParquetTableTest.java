package io.github.simclrbeam.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files were written by pyarrow; the README beside them says how. */
class ParquetTableTest {
  private static final Path FILES = Path.of("src/test/resources/tables");

  @TempDir Path directory;

  @Test
  void columnsAndMetadataAreWhatTheFooterSays() throws IOException {
    try (ParquetTable table = open("images.parquet")) {
      assertThat(table.rows()).isEqualTo(5);
      assertThat(table.rowGroups()).isEqualTo(2);
      assertThat(table.rows(0)).isEqualTo(3);
      assertThat(table.rows(1)).isEqualTo(2);
      assertThat(table.firstRow(1)).isEqualTo(3);
      assertThat(table.metadata("huggingface")).contains("{\"info\": {\"features\": {}}}");
      assertThat(table.metadata("pandas")).isEmpty();
      assertThat(table.columns())
          .extracting(ParquetColumn::path, ParquetColumn::physical)
          .containsExactly(
              tuple("image.bytes", PrimitiveTypeName.BINARY),
              tuple("image.path", PrimitiveTypeName.BINARY),
              tuple("label", PrimitiveTypeName.INT64));
      assertThat(table.column("image.path").orElseThrow().logical())
          .contains(LogicalTypeAnnotation.stringType());
      assertThat(table.column("image")).isEmpty();
    }
  }

  @Test
  void rowsComeInOrderWithNullsWhereAnyLevelIsAbsent() throws IOException {
    assertThat(rows("images.parquet", "label", "image.path", "image.bytes"))
        .containsExactly(
            List.of(0L, 0L, "cat/0.png", "\u0089PNG0"),
            List.of(1L, 1L, "null", ""),
            List.of(2L, 0L, "cat/2.png", "null"),
            List.of(3L, "null", "null", "null"),
            List.of(4L, 1L, "dog/4.png", "\u0089PNG4".repeat(20)));
  }

  @Test
  void everyPhysicalTypeIsReadAndUnsignedIntegersStayPositive() throws IOException {
    assertThat(
            rows(
                "types.parquet",
                "u8",
                "u32",
                "u64",
                "i16",
                "truth",
                "half",
                "third",
                "big",
                "fixed"))
        .containsExactly(
            List.of(0L, 0L, 1L, 2L, -32768L, 1L, 0.5, -0.25, "\u0001\u0002", "ab"),
            List.of(
                1L, 255L, 4294967295L, Long.MAX_VALUE, "null", 0L, "null", 1e300, "null", "cd"));
  }

  @Test
  void deltaAndSplitEncodingsAreRead() throws IOException {
    assertThat(rows("deltas.parquet", "path", "bytes", "label", "score", "truth"))
        .containsExactly(
            List.of(0L, "train/000", "x", 7L, 0.5, 1L),
            List.of(1L, "train/001", "null", 8L, 0.25, 1L),
            List.of(2L, "train/0010", "yz", 10L, "null", "null"));
  }

  @Test
  void aCursorReadsListsToo() throws IOException {
    try (ParquetTable table = open("types.parquet")) {
      ColumnValues values = table.values(0, "list.list.element");
      List<String> found = new ArrayList<>();
      while (values.hasValue()) {
        found.add((values.continuesRow() ? "+" : "") + values.integer());
        values.next();
      }
      assertThat(found).containsExactly("1", "+2", "3");
    }
  }

  @Test
  void aColumnOfListsIsNoColumnOfRows() throws IOException {
    try (ParquetTable table = open("types.parquet")) {
      assertThatThrownBy(() -> table.read(0, List.of("list.list.element"), (row, values) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("list.list.element must have one value a row, but is a list")
          .hasMessageContaining("types.parquet");
    }
  }

  @Test
  void aMissingColumnIsNamedWithThoseThatThereAre() throws IOException {
    try (ParquetTable table = open("images.parquet")) {
      assertThatThrownBy(() -> table.read(0, List.of("image"), (row, values) -> {}))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "column image is missing; there are: [image.bytes, image.path, label]");
    }
  }

  @Test
  void anIntegerBeyondLongIsRefused() {
    assertThatThrownBy(() -> rows("beyond-long.parquet", "u64"))
        .isInstanceOf(CorruptParquetException.class)
        .hasMessageContaining(
            "column u64 of row group 0: an integer must be at most 9223372036854775807, but was:"
                + " 9223372036854775808");
  }

  @Test
  void aCompressionThatIsNotReadIsNamed() {
    assertThatThrownBy(() -> rows("brotli.parquet", "u64"))
        .isInstanceOf(CorruptParquetException.class)
        .hasMessageContaining(
            "compression must be none, Snappy, gzip, Zstandard or LZ4_RAW, but was: BROTLI");
  }

  @Test
  void theReceiversOwnFaultIsNotTheFiles() throws IOException {
    IllegalStateException fault = new IllegalStateException("stop");
    try (ParquetTable table = open("images.parquet")) {
      assertThatThrownBy(
              () ->
                  table.read(
                      0,
                      List.of("label"),
                      (row, values) -> {
                        throw fault;
                      }))
          .isSameAs(fault);
    }
  }

  @Test
  void aMissingFileIsMissing() {
    assertThatThrownBy(() -> ParquetTable.open(directory.resolve("none").toString()))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    Path file = Files.write(directory.resolve("images.parquet"), ImageRows.file(150));
    try (ParquetTable table = ParquetTable.open(file.toString())) {
      assertThat(table.rowGroups()).isEqualTo(2);
      List<Object> labels = new ArrayList<>();
      for (int group = 0; group < 2; group++) {
        table.read(
            group,
            List.of("label", "image.bytes"),
            (row, values) -> {
              labels.add(values[0]);
              assertThat(values[1]).isEqualTo(ImageRows.bytes((int) row));
            });
      }
      assertThat(labels).hasSize(150).startsWith(0L, 1L, 2L, 0L).endsWith(2L);
    }
  }

  /** Returns the rows: number, then values, bytes as Latin-1 text, absent ones as "null". */
  private static List<List<Object>> rows(String name, String... columns) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetTable table = open(name)) {
      for (int group = 0; group < table.rowGroups(); group++) {
        table.read(
            group,
            List.of(columns),
            (row, values) -> {
              List<Object> cells = new ArrayList<>(List.of(row));
              for (Object value : values) {
                cells.add(
                    value instanceof byte[] bytes
                        ? new String(bytes, StandardCharsets.ISO_8859_1)
                        : value == null ? "null" : value);
              }
              rows.add(cells);
            });
      }
    }
    return rows;
  }

  private static ParquetTable open(String name) throws IOException {
    return ParquetTable.open(FILES.resolve(name).toString());
  }
}
