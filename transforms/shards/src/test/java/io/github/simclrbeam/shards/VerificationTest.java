package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VerificationTest {
  private static final String SHARD = "toy-train.tfrecord-00000-of-00002";
  private static final String ONLY = "toy-train.tfrecord-00000-of-00001";

  @TempDir Path directory;
  private List<ViewRecord> records;

  @BeforeEach
  void writeSet() throws IOException {
    records = TestShards.write(directory, 12, 2);
  }

  @Test
  void wholeSetHasNoFindings() throws Exception {
    Files.writeString(directory.resolve("run.json"), "{}");
    assertThat(verify()).isEmpty();
  }

  @Test
  void missingShardIsFound() throws Exception {
    Files.delete(directory.resolve(SHARD));
    assertThat(verify()).containsExactly(SHARD + ": the manifest names a file that is missing");
  }

  @Test
  void extraShardIsFound() throws Exception {
    Files.write(directory.resolve("toy-train.tfrecord-00002-of-00003"), new byte[0]);
    assertThat(verify())
        .containsExactly(
            "toy-train.tfrecord-00002-of-00003: the manifest does not name this file,"
                + " but a glob over the shards finds it");
  }

  @Test
  void flippedDataByteIsFoundWithItsOffsetAndTheNextRecordsAreRead() throws Exception {
    int second = records.get(0).toBytes().length + TfRecordFraming.OVERHEAD;
    flip(second + TfRecordFraming.HEADER_BYTES + 30);
    List<String> findings = verify();
    assertThat(findings).hasSize(2);
    assertThat(findings.get(0))
        .startsWith(
            "%s: record 1 (%s) at %d: the data's checksum must be "
                .formatted(SHARD, records.get(1).id(), second))
        .endsWith("one bit is turned over, in byte " + (second + 12 + 30));
    assertThat(findings.get(1))
        .startsWith(SHARD + ": the file's CRC32C must be ")
        .contains(" by the manifest, but was: ");
  }

  @Test
  void flippedLengthIsFoundAndTheRestOfTheShardIsNotGuessed() throws Exception {
    flip(0);
    List<String> findings = verify();
    assertThat(findings).hasSize(2);
    assertThat(findings.get(0))
        .startsWith(
            "%s: record 0 (%s) at 0: the length's checksum must be "
                .formatted(SHARD, records.get(0).id()))
        .endsWith("one bit is turned over, in byte 0");
    assertThat(findings.get(1)).startsWith(SHARD + ": the file's CRC32C must be ");
  }

  @Test
  void cutShardIsFound() throws Exception {
    Path shard = directory.resolve(SHARD);
    byte[] bytes = Files.readAllBytes(shard);
    Files.write(shard, Arrays.copyOf(bytes, bytes.length - 2));
    List<String> findings = verify();
    assertThat(findings).hasSize(3);
    assertThat(findings.get(0))
        .isEqualTo(
            "%s: the file's size must be %d bytes by the manifest, but was: %d"
                .formatted(SHARD, bytes.length, bytes.length - 2));
    assertThat(findings.get(1)).contains("the record's length must be at most the ");
  }

  @Test
  void recordsThatBreakTheManifestAreFound() throws Exception {
    ViewRecord good = TestShards.record(0);
    ViewRecord labelled = new ViewRecord("b", OptionalInt.of(2), good.views(), good.parameters());
    ViewRecord short1 =
        new ViewRecord("c", OptionalInt.empty(), good.views().subList(0, 1), List.of());
    ViewRecord small =
        new ViewRecord("d", OptionalInt.empty(), List.of(new byte[3], new byte[4]), List.of());
    ViewRecord swapped =
        new ViewRecord(
            "e",
            OptionalInt.empty(),
            good.views(),
            List.of(good.parameters().get(1), good.parameters().get(0)));
    rewrite(List.of(good, labelled, short1, small, swapped, good));
    assertThat(messages())
        .contains(
            "label must be below 2, the number of label names, but was: 2",
            "views must be 2 by the manifest, but were: 1",
            "views[0] must be 4 bytes, but was: 3",
            "params[0].viewIndex must be 0, but was: 1",
            "params[1].viewIndex must be 1, but was: 0",
            "id is there twice: class/0000.png");
  }

  @Test
  void recordsOutOfOrderAreFound() throws Exception {
    List<ViewRecord> swapped = new ArrayList<>(records);
    swapped.set(0, records.get(1));
    swapped.set(1, records.get(0));
    rewrite(swapped);
    assertThat(messages())
        .containsExactly(
            "the record must stand before that of %s, but stands behind it: %s"
                .formatted(records.get(1).id(), records.get(0).id()));
  }

  @Test
  void recordThatIsNoExampleIsFound() throws Exception {
    try (TfRecordWriter writer =
        new TfRecordWriter(Files.newOutputStream(directory.resolve(ONLY)))) {
      writer.write(new byte[] {1, 2, 3});
      manifest(
          Shard.newBuilder()
              .setFile(ONLY)
              .setRecords(1)
              .setBytes(writer.bytes())
              .setCrc32C(writer.crc32c())
              .putDecoders("raw", 1)
              .build());
    }
    List<String> messages = messages();
    assertThat(messages).hasSize(1);
    assertThat(messages.get(0)).startsWith("not an Example: ");
  }

  @Test
  void editedManifestIsFound() throws Exception {
    Path manifest = directory.resolve("manifest.json");
    String text = Files.readString(manifest);
    Files.writeString(manifest, text.replace("\"deadLetters\": 0", "\"deadLetters\": 2"));
    assertThat(verify())
        .hasSize(4)
        .anyMatch(found -> found.startsWith("manifest.json: manifestDigest must be "))
        .contains(
            "manifest.json: imagesSeen must be 14, records + deadLetters, but was: 12",
            "manifest.json: deadLetters must be 0, the sum of deadLettersByReason, but was: 2",
            "dead-letters.jsonl: lines must be 2 by the manifest, but were: 0");
  }

  @Test
  void numbersOfLabelsDecodersAndPlannedShardsAreComparedWithTheShards() throws Exception {
    ShardManifest.Builder lie = ManifestFiles.read(directory.toString()).toBuilder();
    long labelled = lie.getShards(0).getLabelled();
    lie.getShardsBuilder(0).setLabelled(labelled + 1).putDecoders("raw", 1);
    lie.setLabelled(lie.getLabelled() + 1).setPlannedShards(1);
    ManifestFiles.write(directory.toString(), lie.build());
    long records = lie.getShards(0).getRecords();
    assertThat(verify())
        .containsExactly(
            "manifest.json: shards[0].decoders must sum to its %d records, but sum to: 1"
                .formatted(records),
            "manifest.json: decoders must be {raw=%d}, the shards' sums, but were: {raw=12}"
                .formatted(13 - records),
            "manifest.json: plannedShards must be in [2, 12], but was: 1",
            "%s: records with a label must be %d by the manifest, but were: %d"
                .formatted(SHARD, labelled + 1, labelled));
  }

  @Test
  void whatElseARecordHasToFulfilIsAskedOfEverySoundRecord() throws Exception {
    flip(20);
    RecordCheck never = (number, record, manifest) -> List.of("never " + number);
    List<Finding> findings = Verification.verify(directory.toString(), never);
    int first = records.get(0).toBytes().length + TfRecordFraming.OVERHEAD;
    assertThat(findings)
        .contains(new Finding(SHARD, 1, records.get(1).id(), first, "never 1"))
        .filteredOn(finding -> finding.message().startsWith("never "))
        .hasSize(11);
  }

  @Test
  void aSetThatIsWrongThroughoutIsNotListedThroughout() throws Exception {
    List<ViewRecord> same = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      same.add(records.get(0));
    }
    rewrite(same);
    List<String> findings = verify();
    assertThat(findings).hasSize(1001);
    assertThat(findings.get(1000)).isEqualTo(ONLY + ": and more: not all of the set was read");
  }

  @Test
  void directoryWithoutManifestIsRefused() throws Exception {
    Files.delete(directory.resolve("manifest.json"));
    assertThatThrownBy(this::verify).isInstanceOf(FileNotFoundException.class);
  }

  private List<String> verify() throws IOException {
    return Verification.verify(directory.toString()).stream().map(Finding::toString).toList();
  }

  private List<String> messages() throws IOException {
    return Verification.verify(directory.toString()).stream().map(Finding::message).toList();
  }

  private void flip(int at) throws IOException {
    Path shard = directory.resolve(SHARD);
    byte[] bytes = Files.readAllBytes(shard);
    bytes[at] ^= 1;
    Files.write(shard, bytes, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Replaces the set by one shard of these records and a manifest that fits them. */
  private void rewrite(List<ViewRecord> list) throws IOException {
    manifest(TestShards.counted(TestShards.shard(directory, ONLY, list), list));
  }

  private void manifest(Shard shard) throws IOException {
    Files.delete(directory.resolve(SHARD));
    Files.delete(directory.resolve("toy-train.tfrecord-00001-of-00002"));
    ManifestFiles.write(
        directory.toString(),
        TestShards.summed(TestShards.manifest((int) shard.getRecords()).addShards(shard)).build());
  }
}
