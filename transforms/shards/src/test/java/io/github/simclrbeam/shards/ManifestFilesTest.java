package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestFilesTest {
  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() throws Exception {
    ShardManifest written = ManifestFiles.write(directory.toString(), manifest().build());
    assertThat(written.getFormatVersion()).isEqualTo(1);
    assertThat(ManifestFiles.read(directory.toString())).isEqualTo(written);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("manifest.json");
    }
  }

  @Test
  void equalManifestsHaveEqualBytes() throws Exception {
    ManifestFiles.write(
        directory.toString(), manifest().putLibraries("b", "2").putLibraries("a", "1").build());
    byte[] first = Files.readAllBytes(directory.resolve("manifest.json"));
    ManifestFiles.write(
        directory.toString(), manifest().putLibraries("a", "1").putLibraries("b", "2").build());
    assertThat(Files.readAllBytes(directory.resolve("manifest.json"))).isEqualTo(first);
  }

  @Test
  void numbersAreJsonNumbersAndZerosArePrinted() throws Exception {
    ManifestFiles.write(directory.toString(), manifest().build());
    assertThat(Files.readString(directory.resolve("manifest.json")))
        .contains("\"records\": 3,", "\"deadLetters\": 0,", "\"crc32c\": 4294967295")
        .endsWith("}\n");
  }

  @Test
  void rootDigestIsThatOfTheShardsLines() {
    // printf 'a 1 20 4294967295\nb 0 0 0\n' | sha256sum
    Shard a = Shard.newBuilder().setFile("a").setRecords(1).setBytes(20).setCrc32C(-1).build();
    Shard b = Shard.newBuilder().setFile("b").build();
    assertThat(ManifestFiles.rootDigest(List.of(a, b)))
        .isEqualTo("918fe4a797edc6fe016963bd1541c60d380be87fd96ef650ca885346690842e7");
  }

  @Test
  void missingManifestSaysWhatThatMeans() {
    assertThatThrownBy(() -> ManifestFiles.read(directory.toString()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(
            directory
                + "/manifest.json is missing: not a directory of view shards, or its making did"
                + " not finish");
  }

  @Test
  void newerVersionIsRefused() throws Exception {
    edit("\"formatVersion\": 1", "\"formatVersion\": 2");
    assertThatThrownBy(() -> ManifestFiles.read(directory.toString()))
        .isInstanceOf(IncompatibleFormatException.class)
        .hasMessage("formatVersion must be 1, but was: 2 (" + directory + "/manifest.json)");
  }

  @Test
  void carriageReturnsAreNoFault() throws Exception {
    edit("\n", "\r\n");
    assertThat(ManifestFiles.read(directory.toString()).getRecords()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "garbage | not a ShardManifest: ",
        "[] | not a ShardManifest: ",
        "{\"records\": \"many\"} | not a ShardManifest: ",
        "'' | not a ShardManifest: ",
      })
  void garbageIsRefused(String text, String message) throws Exception {
    Files.writeString(directory.resolve("manifest.json"), text);
    assertThatThrownBy(() -> ManifestFiles.read(directory.toString()))
        .isInstanceOf(CorruptShardException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith("(" + directory + "/manifest.json)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"records\": 3, | \"records\": 4, | records must be 3, the shards' sum, but was: 4",
        "\"imagesSeen\": 3 | \"imagesSeen\": 9 | imagesSeen must be 3, records + deadLetters, but was: 9",
        "\"channels\": 1 | \"channels\": 2 | channels must be 1 or 3, but was: 2",
        "\"encoding\": \"raw\" | \"encoding\": \"webp\" | encoding must be raw, png or jpeg, but was: 'webp'",
        "\"bytes\": 99 | \"bytes\": 98 | rootDigest must be ",
        "toy-train.tfrecord | ../toy-train.tfrecord | shards[0].file must be toy-train.tfrecord-00000-of-00001, but was: '../toy",
      })
  void manifestThatContradictsItselfIsRefused(String from, String to, String message)
      throws Exception {
    edit(from, to);
    assertThatThrownBy(() -> ManifestFiles.read(directory.toString()))
        .isInstanceOf(CorruptShardException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void contradictionIsNeverWritten() {
    ShardManifest manifest = manifest().setRecords(5).build();
    assertThatThrownBy(() -> ManifestFiles.write(directory.toString(), manifest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("records must be 3, the shards' sum, but was: 5; imagesSeen must");
    assertThat(directory.resolve("manifest.json")).doesNotExist();
  }

  private void edit(String from, String to) throws IOException {
    ManifestFiles.write(directory.toString(), manifest().build());
    Path file = directory.resolve("manifest.json");
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
    if (from.equals("\n")) {
      Files.writeString(file, text.replace(from, to));
    }
  }

  private static ShardManifest.Builder manifest() {
    return TestShards.manifest(3)
        .addShards(
            Shard.newBuilder()
                .setFile("toy-train.tfrecord-00000-of-00001")
                .setRecords(3)
                .setBytes(99)
                .setCrc32C(-1));
  }
}
