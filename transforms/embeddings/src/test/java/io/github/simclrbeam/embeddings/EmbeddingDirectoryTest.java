package io.github.simclrbeam.embeddings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingDirectoryTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "tfrecord"})
  void aDirectoryIsReadInTheOrderOfItsShards(String format) throws IOException {
    EmbeddingManifest manifest = write(format);
    EmbeddingTable table = EmbeddingReader.readAll(directory.toString());
    assertThat(table.rows()).isEqualTo(EmbeddingWriterTest.rows(20, 3));
    assertThat(table.manifest()).contains(manifest.toBuilder().setFormatVersion(1).build());
    assertThat(table.labelNames()).containsExactly("cat", "dog");
    assertThat(table.dimension()).isEqualTo(3);
  }

  @Test
  void shardsAreNamedByFormat() {
    assertThat(EmbeddingFormat.PARQUET.fileName(0, 4))
        .isEqualTo("embeddings-00000-of-00004.parquet");
    assertThat(EmbeddingFormat.TFRECORD.fileName(3, 4))
        .isEqualTo("embeddings-00003-of-00004.tfrecord");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"crc32c\": | \"crc32c\": 1 | crc32c must be",
        "\"bytes\": | \"bytes\": 1 | bytes as the manifest says, but had:",
        "\"dimension\": | \"dimension\": 4 | embedding must have 4 numbers as the manifest says",
        "\"file\": | \"file\": \"gone.parquet\" | the manifest names a file that is not there",
        "\"format\": | \"format\": \"csv\" | format must be parquet or tfrecord, but was: csv",
        "\"formatVersion\": | \"formatVersion\": 2 | format version must be 1, but was: 2",
        "\"dimension\": | \"dimension\": 0 | the directory must be one that embed wrote",
        "\"records\": | \"records\": \"many\" | not a EmbeddingManifest",
      })
  void aManifestThatLiesIsFound(String line, String lie, String message) throws IOException {
    write("parquet");
    Path file = directory.resolve("manifest.json");
    String text = Files.readString(file);
    assertThat(text).contains(line);
    Files.writeString(
        file,
        text.replaceFirst(
            java.util.regex.Pattern.quote(line) + " *(\"[^\"]*\"|[0-9]+)",
            java.util.regex.Matcher.quoteReplacement(lie)));
    assertThatThrownBy(() -> EmbeddingReader.readAll(directory.toString()))
        .isInstanceOfAny(CorruptShardException.class, IncompatibleFormatException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aDirectoryWithoutManifestIsIncomplete() throws IOException {
    write("tfrecord");
    Files.delete(directory.resolve("manifest.json"));
    assertThatThrownBy(() -> EmbeddingReader.readAll(directory.toString()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("the embeddings are incomplete, or elsewhere");
  }

  @Test
  void aDamagedRecordIsPlaced() throws IOException {
    Path file = directory.resolve("x.tfrecord");
    byte[] bytes = EmbeddingWriterTest.bytes("tfrecord", EmbeddingWriterTest.rows(2, 3));
    int second = EmbeddingWriterTest.bytes("tfrecord", EmbeddingWriterTest.rows(1, 3)).length;
    bytes[second + 20] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> EmbeddingReader.readAll(file.toString()))
        .isInstanceOf(CorruptShardException.class)
        .hasMessageContaining("byte " + second);
  }

  private EmbeddingManifest write(String format) throws IOException {
    List<EmbeddingRow> rows = EmbeddingWriterTest.rows(20, 3);
    EmbeddingManifest.Builder manifest =
        EmbeddingManifest.newBuilder()
            .setRecords(20)
            .setDimension(3)
            .setFormat(format)
            .addAllLabelNames(List.of("cat", "dog"));
    for (int shard = 0; shard < 2; shard++) {
      String name = EmbeddingFormat.named(format).fileName(shard, 2);
      EmbeddingWriter writer =
          EmbeddingWriter.open(Files.newOutputStream(directory.resolve(name)), format, 3);
      for (EmbeddingRow row : rows.subList(10 * shard, 10 * shard + 10)) {
        writer.write(row);
      }
      writer.close();
      manifest.addShards(writer.shard(name));
    }
    EmbeddingManifests.write(directory.toString(), manifest.build());
    return manifest.build();
  }
}
