package io.github.simclrbeam.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files were written by pyarrow 26.0.1, pandas 3.1.1, DuckDB 2.0.1 and NumPy 2.4.6. */
class ForeignFilesTest {
  private static final Path FILES = Path.of("src/test/resources/embeddings");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "fixed-size-list-snappy.parquet, a, b",
    "list-double-zstd.parquet, a, b",
    "large-list-half-gzip.parquet, a, b",
    "list-lz4-pages-2.parquet, a, b",
    "none-byte-stream-split.parquet, a, b",
    "pandas.parquet, 10, 11",
    "duckdb.parquet, a, b",
    "train_embeddings.npy, a, bä",
  })
  void idsLabelsAndNumbersAreRead(String file, String first, String second) throws IOException {
    EmbeddingTable table = EmbeddingReader.readAll(FILES.resolve(file).toString());
    assertThat(table.manifest()).isEmpty();
    assertThat(table.labelled()).isEqualTo(1);
    assertThat(table.rows())
        .containsExactly(
            row(first, OptionalInt.of(4), 0.5f, -1.25f, 3),
            row(second, OptionalInt.empty(), 0, 2, -0.5f));
  }

  @ParameterizedTest
  @CsvSource({"doubles.npy, a, bb", "halves.npy, 0, 1"})
  void aMatrixWithoutLabelsIsUnlabelled(String file, String first, String second)
      throws IOException {
    assertThat(EmbeddingReader.readAll(FILES.resolve(file).toString()).rows())
        .containsExactly(
            row(first, OptionalInt.empty(), 0.5f, -1.25f, 3),
            row(second, OptionalInt.empty(), 0, 2, -0.5f));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-embedding.parquet | column embedding is missing; there are: [id, vector]",
        "text-labels.parquet | column label must be an integer (the class's index), but was:",
        "fractional-label.parquet | label must be a whole number, but was: 1.5",
        "null-number.parquet | embedding must be numbers, but is empty or has nulls",
        "null-list.parquet | embedding must be numbers, but is empty or has nulls",
        "empty-list.parquet | embedding must be numbers, but is empty or has nulls",
        "uneven.parquet | embedding must have 2 numbers as the rows before, but had: 1 (b)",
        "matrices.parquet | column embedding must be a list of float, but was:",
        "scalar.parquet | column embedding must be a list of float, but was:",
        "objects.npy | the array must be of plain numbers or text, but was:",
        "transposed.npy | the array must have one or two axes in C order, but was:",
        "flat.npy | the array must be rows x dimension, but had 1 axes",
        "complex.npy | values must be numbers of a usual type, but were: c8",
        "short-labels.npy | must have 2 values",
        "package-info.txt | embeddings must be a directory that embed wrote",
      })
  void aFileOfAnotherKindIsRefusedByName(String file, String message) throws IOException {
    Path path = FILES.resolve(file);
    if (!Files.exists(path)) {
      path = Files.writeString(directory.resolve(file), "some text");
    }
    String uri = path.toString();
    assertThatThrownBy(() -> EmbeddingReader.readAll(uri))
        .isInstanceOf(IncompatibleFormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining(file);
  }

  @Test
  void aCompressionThatIsNotReadIsNamed() {
    assertThatThrownBy(() -> EmbeddingReader.readAll(FILES.resolve("brotli.parquet").toString()))
        .hasMessageContaining("must be none, Snappy, gzip, Zstandard or LZ4_RAW, but was: BROTLI");
  }

  @Test
  void aFileWithoutRowsIsRefused() {
    assertThatThrownBy(() -> EmbeddingReader.readAll(FILES.resolve("no-rows.parquet").toString()))
        .hasMessageContaining("there must be at least one row, but were: 0");
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> EmbeddingReader.readAll(directory.resolve("none").toString()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("no manifest.json in " + directory.resolve("none"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixed-size-list-snappy.parquet",
        "list-double-zstd.parquet",
        "large-list-half-gzip.parquet",
        "list-lz4-pages-2.parquet",
        "duckdb.parquet",
        "train_embeddings.npy"
      })
  void aFileCutAnywhereIsReportedAndNeverReadShort(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve(name));
    for (int length = 6; length < whole.length; length += 1 + whole.length / 60) {
      Path file = directory.resolve(length + "-" + name);
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> EmbeddingReader.readAll(file.toString()))
          .isInstanceOf(CorruptShardException.class)
          .hasMessageContaining(file.getFileName().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fixed-size-list-snappy.parquet",
        "list-double-zstd.parquet",
        "large-list-half-gzip.parquet",
        "list-lz4-pages-2.parquet",
        "duckdb.parquet",
        "train_embeddings.npy"
      })
  void aFlippedByteNeverEscapesAsAnotherKindOfFault(String name) throws IOException {
    byte[] whole = Files.readAllBytes(FILES.resolve(name));
    for (int at = 0; at < whole.length; at += 1 + whole.length / 250) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x55;
      Path file = Files.write(directory.resolve(at + "-" + name), changed);
      try {
        EmbeddingReader.readAll(file.toString());
      } catch (IOException e) {
        assertThat(e).hasMessageContaining(file.getFileName().toString());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'<f4' | 9000000000000000, 1000 | must make a file of",
        "'<f4' | 99999999999999999999, 1 | shape must be numbers",
        "'<f4' | 1 2, 3 | shape must be numbers",
        "'<f4' | 2, 3 | must make a file of",
        "'<f99999999' | 2, 3 | the array must be of plain numbers or text",
        "[('a', '<f4')] | 2, 3 | the array must be of plain numbers or text",
        "'<f4' | 2, 3, 4 | the array must have one or two axes",
      })
  void aHeaderThatLiesIsFoundBeforeMemoryIsTaken(String type, String shape, String message)
      throws IOException {
    Path path = Files.write(directory.resolve("lie.npy"), npyHeader(type, shape));
    assertThatThrownBy(() -> EmbeddingReader.readAll(path.toString()))
        .isInstanceOfAny(CorruptShardException.class, IncompatibleFormatException.class)
        .hasMessageContaining(message)
        .hasMessageContaining("lie.npy");
  }

  private static byte[] npyHeader(String type, String shape) {
    String header =
        "{'descr': %s, 'fortran_order': False, 'shape': (%s), }\n".formatted(type, shape);
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
    byte[] file = Arrays.copyOf(magic, magic.length + header.length());
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, file, magic.length, text.length);
    return file;
  }

  private static EmbeddingRow row(String id, OptionalInt label, float... embedding) {
    return new EmbeddingRow(id, "", "", label, embedding);
  }
}
