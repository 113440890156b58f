package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class ViewCursorTest {
  private static final String SHARD = "toy-train.tfrecord-00000-of-00001";

  @TempDir Path directory;

  static LongStream seeds() {
    return LongStream.range(0, 5).map(i -> Long.getLong("test.seed", 1) + i);
  }

  @Test
  void theViewsOfEveryRecordAreThoseWritten() throws Exception {
    List<ViewRecord> written = TestShards.write(directory, 20, 3);
    try (RandomAccessShards shards = open()) {
      ViewCursor cursor = shards.cursor();
      for (int i = 19; i >= 0; i--) {
        cursor.moveTo(i);
        for (int view = 0; view < 2; view++) {
          byte[] expected = written.get(i).views().get(view);
          assertThat(cursor.view(view)).isEqualTo(expected);
          assertThat(cursor.length(view)).isEqualTo(4);
          byte[] batch = new byte[6];
          cursor.copy(view, batch, 1);
          assertThat(batch)
              .containsExactly(0, expected[0], expected[1], expected[2], expected[3], 0);
        }
      }
    }
  }

  @Test
  void aRecordBehindALongerOneIsReadInTheSameBuffer() throws Exception {
    ViewRecord longer = png(new byte[3000], new byte[] {1});
    ViewRecord shorter = png(new byte[] {2, 3}, new byte[] {});
    write(TestShards.manifest(2).setEncoding("png"), List.of(longer.toBytes(), shorter.toBytes()));
    try (RandomAccessShards shards = open()) {
      ViewCursor cursor = shards.cursor();
      cursor.moveTo(0);
      assertThat(cursor.view(0)).isEqualTo(new byte[3000]);
      cursor.moveTo(1);
      assertThat(cursor.view(0)).containsExactly(2, 3);
      assertThat(cursor.view(1)).isEmpty();
      cursor.moveTo(0);
      assertThat(cursor.view(1)).containsExactly(1);
    }
  }

  @Test
  void whatWeWriteIsInThePlainForm() {
    PlainRecord plain = new PlainRecord(TestShards.manifest(6).build());
    for (int image = 0; image < 6; image++) {
      byte[] data = TestShards.record(image).toBytes();
      assertThat(plain.isAt(data, 0, data.length)).isTrue();
    }
  }

  /**
   * Both refuse the same records in the same words and find the same views in the others; only what
   * stands in params is not the cursor's.
   */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void theCursorAndViewRecordAgreeOnRecordsOfAnyForm(long seed) throws Exception {
    RecordForms forms = new RecordForms(new Random(seed));
    List<byte[]> records = Stream.generate(forms::next).limit(1000).toList();
    ShardManifest manifest = write(TestShards.manifest(1000), records);
    PlainRecord plain = new PlainRecord(manifest);
    int plainOnes = 0;
    int otherForms = 0;
    int refused = 0;
    try (RandomAccessShards shards = open()) {
      ViewCursor cursor = shards.cursor();
      for (int i = 0; i < records.size(); i++) {
        int index = i;
        ViewRecord record = null;
        CorruptShardException fault = null;
        try {
          record = shards.read(i);
        } catch (CorruptShardException e) {
          fault = e;
        }
        boolean isPlain = plain.isAt(records.get(i), 0, records.get(i).length);
        if (fault == null) {
          cursor.moveTo(i);
          assertThat(cursor.view(0)).isEqualTo(record.views().get(0));
          assertThat(cursor.view(1)).isEqualTo(record.views().get(1));
          assertThat(cursor.corrupt(1, "p").problem())
              .isEqualTo("view 1 of image " + record.id() + ": p");
          plainOnes += isPlain ? 1 : 0;
          otherForms += isPlain ? 0 : 1;
        } else if (isPlain) {
          cursor.moveTo(i);
          assertThat(fault.problem()).contains("params");
        } else {
          assertThatThrownBy(() -> cursor.moveTo(index))
              .isInstanceOf(CorruptShardException.class)
              .hasMessage(fault.getMessage());
          refused++;
        }
      }
    }
    assertThat(List.of(plainOnes, otherForms, refused)).allMatch(count -> count > 100);
  }

  static Stream<Arguments> lies() {
    byte[] a = {1, 2, 3, 4};
    return Stream.of(
        row("one view of two", record(OptionalInt.empty(), a), "views must be 2 by the manifest"),
        row("three views", record(OptionalInt.empty(), a, a, a), "views must be 2 by the manifest"),
        row(
            "a raw view one byte too short",
            record(OptionalInt.empty(), a, new byte[3]),
            "views[1] must be 4 bytes, but was: 3"),
        row(
            "a label without a name",
            record(OptionalInt.of(2), a, a),
            "label must be below 2, the number of label names, but was: 2"),
        row("no bytes", "", "feature views is missing; there are: []"),
        row("features that end early", "0a05 0a", "not an Example: "),
        row("features longer than the record", "0aff01 0a00", "not an Example: "),
        row("features of 2 GiB", "0affffffff07", "not an Example: "),
        row("features of -1 bytes", "0affffffffffffffffff01", "not an Example: "),
        row("a length without an end", "0affffffffffffffffffffff", "not an Example: "),
        row("an entry longer than the features", "0a02 0a7f", "not an Example: "),
        row("a name longer than its entry", "0a04 0a02 0a05", "not an Example: "),
        row(
            "an id longer than its list",
            "0a0d 0a0b 0a02 6964 1205 0a03 0a09 78",
            "not an Example: "),
        row(
            "no views",
            "0a0d 0a0b 0a02 6964 1205 0a03 0a01 78",
            "feature views is missing; there are: [id]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void liesAreNamedWithFileAndOffset(String name, byte[] data, String message) throws Exception {
    byte[] sound = TestShards.record(0).toBytes();
    write(TestShards.manifest(2), List.of(sound, data));
    try (RandomAccessShards shards = open()) {
      ViewCursor cursor = shards.cursor();
      CorruptShardException fault =
          catchThrowableOfType(CorruptShardException.class, () -> cursor.moveTo(1));
      assertThat(fault).hasMessageStartingWith(message);
      assertThat(fault.file()).isEqualTo(directory.resolve(SHARD).toString());
      assertThat(fault.offset()).isEqualTo(sound.length + TfRecordFraming.OVERHEAD);
      cursor.moveTo(0);
      assertThat(cursor.view(0)).isEqualTo(TestShards.record(0).views().get(0));
    }
  }

  @Test
  void everyFlippedByteOfARecordIsFoundAndTheRecordBeforeIsRead() throws Exception {
    List<byte[]> records = List.of(TestShards.record(0).toBytes(), TestShards.record(1).toBytes());
    write(TestShards.manifest(2), records);
    Path shard = directory.resolve(SHARD);
    byte[] sound = Files.readAllBytes(shard);
    int start = records.get(0).length + TfRecordFraming.OVERHEAD;
    for (int at = start; at < sound.length; at++) {
      byte[] flipped = sound.clone();
      flipped[at] ^= (byte) (1 << (at % 8));
      Files.write(shard, flipped);
      CorruptShardException fault =
          catchThrowableOfType(CorruptShardException.class, this::readBoth);
      assertThat(fault).hasMessageContaining("checksum must be");
      assertThat(fault.file()).isEqualTo(shard.toString());
      assertThat(fault.offset()).isEqualTo(start);
    }
  }

  @Test
  void aShardThatIsCutWhileItIsOpenIsNamed() throws Exception {
    TestShards.write(directory, 20, 1);
    try (RandomAccessShards shards = open()) {
      try (FileChannel file =
          FileChannel.open(directory.resolve(SHARD), StandardOpenOption.WRITE)) {
        file.truncate(file.size() - 1);
      }
      ViewCursor cursor = shards.cursor();
      cursor.moveTo(18);
      assertThatThrownBy(() -> cursor.moveTo(19))
          .isInstanceOf(CorruptShardException.class)
          .hasMessageStartingWith("the file was cut while it was open (" + directory);
    }
  }

  @Test
  void aShardThatIsReplacedInPlaceWhileItIsOpenIsNamed() throws Exception {
    write(TestShards.manifest(1), List.of(TestShards.record(0).toBytes()));
    try (RandomAccessShards shards = open()) {
      write(TestShards.manifest(2), List.of(new byte[10], new byte[200]));
      ViewCursor cursor = shards.cursor();
      assertThatThrownBy(() -> cursor.moveTo(0))
          .isInstanceOf(CorruptShardException.class)
          .hasMessageStartingWith("the file was changed while it was open (" + directory);
    }
  }

  @Test
  void placeBeyondTheEndIsRefused() throws Exception {
    TestShards.write(directory, 2, 1);
    try (RandomAccessShards shards = open()) {
      ViewCursor cursor = shards.cursor();
      assertThatThrownBy(() -> cursor.moveTo(2)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> cursor.moveTo(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  private void readBoth() throws IOException {
    try (RandomAccessShards shards = open()) {
      ViewCursor cursor = shards.cursor();
      cursor.moveTo(0);
      assertThat(cursor.view(1)).isEqualTo(TestShards.record(0).views().get(1));
      cursor.moveTo(1);
    }
  }

  private RandomAccessShards open() throws IOException {
    return RandomAccessShards.open(directory.toString());
  }

  /** Writes a set of one shard that holds these records' data. */
  private ShardManifest write(ShardManifest.Builder manifest, List<byte[]> records)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(SHARD));
        TfRecordWriter writer = new TfRecordWriter(out)) {
      for (byte[] record : records) {
        writer.write(record);
      }
      manifest.addShards(
          Shard.newBuilder()
              .setFile(SHARD)
              .setRecords(writer.records())
              .setBytes(writer.bytes())
              .setCrc32C(writer.crc32c()));
    }
    return ManifestFiles.write(directory.toString(), manifest.build());
  }

  private static ViewRecord png(byte[]... views) {
    return new ViewRecord("x", OptionalInt.empty(), List.of(views), List.of());
  }

  private static byte[] record(OptionalInt label, byte[]... views) {
    return new ViewRecord("x", label, List.of(views), List.of()).toBytes();
  }

  private static Arguments row(String name, byte[] data, String message) {
    return Arguments.of(name, data, message);
  }

  private static Arguments row(String name, String hex, String message) {
    return row(name, HexFormat.of().parseHex(hex.replace(" ", "")), message);
  }
}
