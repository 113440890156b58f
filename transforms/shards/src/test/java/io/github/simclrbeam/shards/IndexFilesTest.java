package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.ShardManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class IndexFilesTest {
  private static final String SHARD = "toy-train.tfrecord-00000-of-00002";

  @TempDir Path directory;
  private List<ViewRecord> records;
  private ShardManifest manifest;

  @BeforeEach
  void writeSet() throws Exception {
    records = TestShards.write(directory, 12, 2);
    manifest = ManifestFiles.read(directory.toString());
    IndexFiles.write(directory.toString(), manifest);
  }

  @Test
  void lineIsTheOffsetAndTheLengthOfARecordWithItsFrame() throws Exception {
    int first = records.get(0).toBytes().length + 16;
    int second = records.get(1).toBytes().length + 16;
    assertThat(Files.readString(index(SHARD)))
        .startsWith("0 %d\n%d %d\n".formatted(first, first, second))
        .endsWith("\n");
    assertThat(Files.readAllLines(index(SHARD))).hasSize((int) manifest.getShards(0).getRecords());
  }

  @Test
  void verificationTakesThemForNoShards() throws Exception {
    assertThat(Verification.verify(directory.toString())).isEmpty();
  }

  @Test
  void indexesOfShardsThatAreNoMoreGo() throws Exception {
    Files.copy(index(SHARD), directory.resolve("index/toy-train.tfrecord-00002-of-00003.idx"));
    IndexFiles.write(directory.toString(), manifest);
    assertThat(directory.resolve("index"))
        .isDirectoryNotContaining("glob:**00002-of-00003.idx")
        .isDirectoryContaining("glob:**00000-of-00002.idx");
  }

  @Test
  void indexesThatLieAreFound() throws Exception {
    Files.writeString(index(SHARD), "0 17\n");
    Path other = directory.resolve("index/toy-train.tfrecord-00001-of-00002.idx");
    Files.move(other, directory.resolve("index/other.idx"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(Verification.verify(directory.toString()))
        .extracting(Finding::toString)
        .satisfiesExactly(
            lie ->
                assertThat(lie)
                    .matches(
                        "index/%s.idx: line 1 must be '0 \\d+', but was: '0 17'".formatted(SHARD)),
            missing ->
                assertThat(missing)
                    .isEqualTo(
                        "index/toy-train.tfrecord-00001-of-00002.idx: is missing, though other"
                            + " shards have one"),
            stray -> assertThat(stray).isEqualTo("index/other.idx: is the index of no shard"));
  }

  @Test
  void shardThatIsNotWhatTheManifestSaysGetsNoIndex() throws Exception {
    Path shard = directory.resolve(SHARD);
    byte[] bytes = Files.readAllBytes(shard);
    bytes[0] ^= 1;
    Files.write(shard, bytes);
    assertThatThrownBy(() -> IndexFiles.write(directory.toString(), manifest))
        .isInstanceOf(CorruptShardException.class);
    assertThat(IndexFiles.problems(directory.toString(), manifest)).isEmpty();
  }

  private Path index(String shard) {
    return directory.resolve("index/" + shard + ".idx");
  }
}
