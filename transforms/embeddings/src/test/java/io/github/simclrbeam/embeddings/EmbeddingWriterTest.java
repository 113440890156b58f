package io.github.simclrbeam.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.EmbeddingShard;
import io.github.simclrbeam.shards.TfRecordReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingWriterTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "tfrecord"})
  void rowsComeBackAsTheyWereWritten(String format) throws IOException {
    List<EmbeddingRow> rows = rows(300, 5);
    Path file = directory.resolve("embeddings-00000-of-00001." + format);
    Files.write(file, bytes(format, rows));
    assertThat(EmbeddingReader.readAll(file.toString()).rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "tfrecord"})
  void extremeNumbersComeBackBitForBit(String format) throws IOException {
    float[] extremes = {
      -0f, Float.MIN_VALUE, Float.MAX_VALUE, Float.NEGATIVE_INFINITY, Float.NaN, 1e-40f
    };
    EmbeddingRow row = new EmbeddingRow("ä", "", "", OptionalInt.empty(), extremes);
    Path file = directory.resolve("x.tfrecord." + format);
    Files.write(file, bytes(format, List.of(row)));
    assertThat(EmbeddingReader.readAll(file.toString()).rows()).containsExactly(row);
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "tfrecord"})
  void equalRowsGiveEqualBytes(String format) throws IOException {
    assertThat(bytes(format, rows(200, 7))).isEqualTo(bytes(format, rows(200, 7)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "tfrecord"})
  void theShardSaysWhatTheFileIs(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    EmbeddingWriter writer = EmbeddingWriter.open(out, format, 5);
    for (EmbeddingRow row : rows(3, 5)) {
      writer.write(row);
    }
    assertThatThrownBy(() -> writer.shard("a")).isInstanceOf(IllegalStateException.class);
    writer.close();
    assertThat(writer.shard("a"))
        .isEqualTo(
            EmbeddingShard.newBuilder()
                .setFile("a")
                .setRecords(3)
                .setBytes(out.size())
                .setCrc32C((int) crc32c(out.toByteArray()))
                .build());
  }

  @Test
  void aParquetFileHasTheSameBytesInEveryProcess() throws IOException {
    byte[] file = bytes("parquet", rows(100, 3));
    ByteBuffer tail = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int length = tail.getInt(file.length - 8);
    FileMetaData footer =
        Util.readFileMetaData(new ByteArrayInputStream(file, file.length - 8 - length, length));
    for (ColumnChunk column : footer.getRow_groups().get(0).getColumns()) {
      assertThat(column.getMeta_data().getEncodings()).hasSizeGreaterThan(1).isSorted();
    }
    // Another version of the library may give another number.
    assertThat(crc32c(file)).isEqualTo(470467357L);
  }

  @Test
  void aTfRecordRowIsAnExampleWithSortedFeatures() throws IOException {
    EmbeddingRow row = new EmbeddingRow("i", "u", "d", OptionalInt.of(2), new float[] {1, -2});
    byte[] file = bytes("tfrecord", List.of(row));
    try (TfRecordReader records =
        new TfRecordReader(new ByteArrayInputStream(file), "x", file.length)) {
      // Field 1 (features) of 5 map entries, each key (1) and Feature (2): bytes 1, floats 2, int64
      // 3.
      assertThat(HexFormat.of().formatHex(records.next().orElseThrow()))
          .isEqualTo(
              "0a5e"
                  + "0a160a0d"
                  + hex("contentDigest")
                  + "12050a030a01"
                  + hex("d")
                  + "0a190a09"
                  + hex("embedding")
                  + "120c120a0a08"
                  + "0000803f"
                  + "000000c0"
                  + "0a0b0a02"
                  + hex("id")
                  + "12050a030a01"
                  + hex("i")
                  + "0a0e0a05"
                  + hex("label")
                  + "12051a030a0102"
                  + "0a0c0a03"
                  + hex("uri")
                  + "12050a030a01"
                  + hex("u"));
      assertThat(records.next()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "tfrecord"})
  void aFileWithoutRowsIsComplete(String format) throws IOException {
    byte[] bytes = bytes(format, List.of());
    assertThat(bytes.length).isEqualTo(format.equals("tfrecord") ? 0 : bytes.length);
  }

  @Test
  void aRowOfAnotherLengthIsRefused() throws IOException {
    try (EmbeddingWriter writer =
        EmbeddingWriter.open(new ByteArrayOutputStream(), "tfrecord", 2)) {
      EmbeddingRow row = new EmbeddingRow("i", "", "", OptionalInt.empty(), new float[] {1});
      assertThatThrownBy(() -> writer.write(row))
          .hasMessage("embedding must have 2 numbers, but had: 1 (i)");
    }
  }

  @Test
  void anUnknownFormatIsRefused() {
    assertThatThrownBy(() -> EmbeddingWriter.open(new ByteArrayOutputStream(), "csv", 2))
        .hasMessage("format must be parquet or tfrecord, but was: csv");
  }

  static byte[] bytes(String format, List<EmbeddingRow> rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int dimension = rows.isEmpty() ? 1 : rows.get(0).embedding().length;
    try (EmbeddingWriter writer = EmbeddingWriter.open(out, format, dimension)) {
      for (EmbeddingRow row : rows) {
        writer.write(row);
      }
    }
    return out.toByteArray();
  }

  static List<EmbeddingRow> rows(int count, int dimension) {
    SplittableRandom random = new SplittableRandom(1);
    List<EmbeddingRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      float[] embedding = new float[dimension];
      for (int j = 0; j < dimension; j++) {
        embedding[j] = (float) random.nextDouble(-3, 3);
      }
      OptionalInt label = i % 3 == 0 ? OptionalInt.empty() : OptionalInt.of(i % 10);
      rows.add(new EmbeddingRow("class/" + i, "/data/class/" + i, "ab" + i, label, embedding));
    }
    return rows;
  }

  private static long crc32c(byte[] file) {
    CRC32C crc = new CRC32C();
    crc.update(file);
    return crc.getValue();
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
