package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.proto.Shard;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RandomAccessShardsTest {
  private static final String FIRST = "toy-train.tfrecord-00000-of-00003";

  @TempDir Path directory;

  @Test
  void everyRecordIsFoundByItsPlace() throws Exception {
    List<ViewRecord> written = TestShards.write(directory, 20, 3);
    try (RandomAccessShards shards = open()) {
      assertThat(shards.size()).isEqualTo(20);
      for (int i = 19; i >= 0; i--) {
        assertThat(TestShards.same(shards.read(i), written.get(i))).isTrue();
      }
      assertThat(shards.ids()).isEqualTo(written.stream().map(ViewRecord::id).toList());
    }
  }

  @Test
  void emptyShardsAreSteppedOver() throws Exception {
    List<ViewRecord> written = TestShards.write(directory, 2, 8);
    try (RandomAccessShards shards = open()) {
      assertThat(shards.read(0).id()).isEqualTo(written.get(0).id());
      assertThat(shards.read(1).id()).isEqualTo(written.get(1).id());
    }
  }

  @Test
  void placeBeyondTheEndIsRefused() throws Exception {
    TestShards.write(directory, 2, 1);
    try (RandomAccessShards shards = open()) {
      assertThatThrownBy(() -> shards.read(2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> shards.read(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void eightThreadsReadSideBySide() throws Exception {
    List<ViewRecord> written = TestShards.write(directory, 50, 3);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try (RandomAccessShards shards = open()) {
      List<Future<Boolean>> same = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int index = i * 7 % 50;
        same.add(threads.submit(() -> TestShards.same(shards.read(index), written.get(index))));
      }
      for (Future<Boolean> one : same) {
        assertThat(one.get()).isTrue();
      }
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void directoryWithoutManifestIsRefused() {
    assertThatThrownBy(this::open).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void missingShardIsNamed() throws Exception {
    TestShards.write(directory, 20, 3);
    Files.delete(directory.resolve(FIRST));
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptShardException.class)
        .hasMessage("the manifest names a file that is missing (%s/%s)", directory, FIRST);
  }

  @Test
  void shardOfAnotherSizeIsNamed() throws Exception {
    TestShards.write(directory, 20, 3);
    Path shard = directory.resolve(FIRST);
    long size = Files.size(shard);
    Files.write(shard, new byte[1], StandardOpenOption.APPEND);
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptShardException.class)
        .hasMessage(
            "the file's size must be %d bytes by the manifest, but was: %d (%s)",
            size, size + 1, shard);
  }

  @Test
  void shardOfAnotherCountIsNamed() throws Exception {
    List<ViewRecord> records = List.of(TestShards.record(0), TestShards.record(1));
    Shard shard = TestShards.shard(directory, "toy-train.tfrecord-00000-of-00001", records);
    ManifestFiles.write(
        directory.toString(),
        TestShards.manifest(3).addShards(shard.toBuilder().setRecords(3)).build());
    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptShardException.class)
        .hasMessage(
            "the file's records must be 3 by the manifest, but were: 2"
                + " (%s/toy-train.tfrecord-00000-of-00001)",
            directory);
  }

  @Test
  void flippedByteIsFoundWhenItsRecordIsRead() throws Exception {
    TestShards.write(directory, 20, 1);
    Path shard = directory.resolve("toy-train.tfrecord-00000-of-00001");
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length - 10] ^= 1;
    Files.write(shard, bytes);
    try (RandomAccessShards shards = open()) {
      assertThat(shards.read(18)).isNotNull();
      assertThatThrownBy(() -> shards.read(19))
          .isInstanceOf(CorruptShardException.class)
          .hasMessageStartingWith("the data's checksum must be ");
    }
  }

  @Test
  void recordOfAnotherNumberOfViewsIsRefused() throws Exception {
    List<ViewRecord> records = List.of(TestShards.record(0));
    Shard shard = TestShards.shard(directory, "toy-train.tfrecord-00000-of-00001", records);
    ManifestFiles.write(
        directory.toString(), TestShards.manifest(1).setViewsPerImage(4).addShards(shard).build());
    try (RandomAccessShards shards = open()) {
      assertThatThrownBy(() -> shards.read(0))
          .isInstanceOf(CorruptShardException.class)
          .hasMessage(
              "views must be 4 by the manifest, but were: 2"
                  + " (%s/toy-train.tfrecord-00000-of-00001, byte 0)",
              directory);
    }
  }

  @Test
  void recordsBeyondTwoGibibytesAreFound() throws Exception {
    Path file = directory.resolve("toy-train.tfrecord-00000-of-00001");
    int hole = 1 << 30;
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      for (int i = 0; i < 3; i++) {
        channel.write(ByteBuffer.wrap(TfRecordFraming.header(hole)));
        channel.position(channel.position() + hole + TfRecordFraming.FOOTER_BYTES);
      }
      byte[] data = TestShards.record(5).toBytes();
      channel.write(ByteBuffer.wrap(TfRecordFraming.header(data.length)));
      channel.write(ByteBuffer.wrap(data));
      channel.write(ByteBuffer.wrap(TfRecordFraming.footer(data, 0, data.length)));
    }
    Shard shard =
        Shard.newBuilder()
            .setFile(file.getFileName().toString())
            .setRecords(4)
            .setBytes(Files.size(file))
            .build();
    ManifestFiles.write(directory.toString(), TestShards.manifest(4).addShards(shard).build());
    try (RandomAccessShards shards = open()) {
      assertThat(TestShards.same(shards.read(3), TestShards.record(5))).isTrue();
    }
  }

  private RandomAccessShards open() throws IOException {
    return RandomAccessShards.open(directory.toString());
  }
}
