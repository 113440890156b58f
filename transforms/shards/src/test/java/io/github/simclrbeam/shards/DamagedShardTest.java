package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever byte of a shard is damaged: its record is named. */
final class DamagedShardTest {
  private static final String SHARD = "toy-train.tfrecord-00000-of-00002";
  private static final long SEED = 3;

  @TempDir Path directory;
  private byte[] whole;
  private ShardIndex index;
  private List<String> ids;

  @BeforeEach
  void writeSet() throws IOException {
    List<ViewRecord> records = TestShards.write(directory, 8, 2);
    whole = Files.readAllBytes(directory.resolve(SHARD));
    long count = ManifestFiles.read(directory.toString()).getShards(0).getRecords();
    index = ShardIndex.scan(directory.resolve(SHARD).toString(), whole.length, count);
    ids = records.stream().map(ViewRecord::id).limit(count).toList();
    assertThat(count).isGreaterThan(2);
  }

  @Test
  void oneBitTurnedOverInAnyByteIsFoundToTheByteWithItsRecordAndImage() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Finding finding = first(damaged);
      int record = recordOf(at);
      assertThat(finding.record()).as("byte %d, seed %d", at, SEED).isEqualTo(record);
      assertThat(finding.offset()).isEqualTo(index.offset(record));
      assertThat(finding.id()).isEqualTo(ids.get(record));
      assertThat(finding.message()).endsWith("; one bit is turned over, in byte " + at);
    }
  }

  @Test
  void aByteOfAnyOtherValueIsFoundWithItsRecord() throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      Finding finding = first(damaged);
      int record = recordOf(at);
      assertThat(finding.record()).as("byte %d, seed %d", at, SEED).isEqualTo(record);
      assertThat(finding.offset()).isEqualTo(index.offset(record));
    }
  }

  @Test
  void anImageWhoseIdMayBeDamagedIsNamedWithDoubt() throws IOException {
    byte[] damaged = whole.clone();
    damaged[(int) index.offset(2) - 20] ^= 5;
    assertThat(first(damaged).id()).isEqualTo("perhaps " + ids.get(1));
  }

  @Test
  void aFileCutAnywhereIsFoundWithTheRecordThatIsNoLongerWhole() throws IOException {
    for (int length = 0; length < whole.length; length++) {
      Finding finding = first(Arrays.copyOf(whole, length));
      int record = recordOf(length);
      long start = index.offset(record);
      assertThat(finding.record()).as("cut to %d bytes", length).isEqualTo(record);
      assertThat(finding.offset()).isEqualTo(start);
      // The header, the tags and lengths of four messages, "id", and the id itself.
      boolean readable = length - start >= 12 + 14 + ids.get(record).length();
      assertThat(finding.id()).isEqualTo(readable ? ids.get(record) : "");
    }
  }

  @Test
  void bytesBehindTheLastRecordAreFound() throws IOException {
    Finding finding = first(Arrays.copyOf(whole, whole.length + 5));
    assertThat(finding.record()).isEqualTo(ids.size());
    assertThat(finding.offset()).isEqualTo(whole.length);
  }

  /** The record that the byte belongs to. */
  private int recordOf(int at) {
    int record = 0;
    while (index.offset(record + 1) <= at) {
      record++;
    }
    return record;
  }

  /** The first finding about a record; all findings are about this shard. */
  private Finding first(byte[] bytes) throws IOException {
    Files.write(directory.resolve(SHARD), bytes);
    List<Finding> findings = Verification.verify(directory.toString());
    assertThat(findings).allMatch(finding -> finding.file().equals(SHARD));
    return findings.stream().filter(finding -> finding.record() >= 0).findFirst().orElseThrow();
  }
}
