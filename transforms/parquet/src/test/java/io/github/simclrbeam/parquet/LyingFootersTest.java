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
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files whose ends or footers lie. */
class LyingFootersTest {
  private static final int MAX = Integer.MAX_VALUE;

  @TempDir Path directory;

  @Test
  void theFileThatLiesInNothingIsRead() throws IOException {
    Effort effort = Effort.of(Files.write(directory.resolve("truth.parquet"), Forgery.file()));
    assertThat(effort.problem()).isEmpty();
    assertThat(effort.values()).isEqualTo(2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"ends", "footers"})
  void aLieIsReportedBeforeMemoryIsTaken(String lie, byte[] file, String problem)
      throws IOException {
    Effort.assertReportsEarly(directory, file, problem);
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
}
