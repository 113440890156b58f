package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShardViewsTest {
  private static final String SHARD = "toy-train.tfrecord-00000-of-00001";

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}, {1} channels")
  @CsvSource({"raw, 1", "raw, 3", "png, 1", "png, 3"})
  void aPairIsTheTwoViewsOfItsImageAndNothingElseIsWritten(String encoding, int channels)
      throws Exception {
    new SyntheticShards(10, 4, 6, channels, encoding, true).write(directory);
    int bytes = 6 * 6 * channels;
    try (RandomAccessShards shards = RandomAccessShards.open(directory.toString())) {
      ShardViews views = new ShardViews(shards);
      for (int image = 9; image >= 0; image--) {
        byte[] batch = new byte[4 * bytes];
        views.read(image, new ViewPair(3, 1), batch, bytes, 3 * bytes);
        ViewRecord record = shards.read(image);
        byte[] third = ImageDecoder.decodeView(record.views().get(3), encoding, 6, channels);
        byte[] first = ImageDecoder.decodeView(record.views().get(1), encoding, 6, channels);
        byte[] none = new byte[bytes];
        assertThat(Arrays.copyOfRange(batch, 0, bytes)).isEqualTo(none);
        assertThat(Arrays.copyOfRange(batch, bytes, 2 * bytes)).isEqualTo(third);
        assertThat(Arrays.copyOfRange(batch, 2 * bytes, 3 * bytes)).isEqualTo(none);
        assertThat(Arrays.copyOfRange(batch, 3 * bytes, 4 * bytes)).isEqualTo(first);
      }
    }
  }

  @Test
  void aViewThatIsNoImageOrOfAnotherSizeNamesImageShardAndOffset() throws Exception {
    byte[] sound = ImageEncoder.png(new Pixels(2, 2, 1, new byte[4]));
    byte[] wide = ImageEncoder.png(new Pixels(3, 2, 1, new byte[6]));
    byte[] text = "a text".getBytes(StandardCharsets.UTF_8);
    long offset = write(record("first", sound, sound), record("second", text, wide));
    try (RandomAccessShards shards = RandomAccessShards.open(directory.toString())) {
      ShardViews views = new ShardViews(shards);
      assertThat(fault(views, 0, new ViewPair(0, 1))).isNull();
      CorruptShardException fault = fault(views, 1, new ViewPair(0, 1));
      assertThat(fault.problem()).startsWith("view 0 of image second: ");
      assertThat(fault.file()).isEqualTo(directory.resolve(SHARD).toString());
      assertThat(fault.offset()).isEqualTo(offset);
      assertThat(fault(views, 1, new ViewPair(1, 0)))
          .hasMessage(
              "view 1 of image second: a view must be 2 x 2, but was: 3 x 2 (%s/%s, byte %d)",
              directory, SHARD, offset);
    }
  }

  private static CorruptShardException fault(ShardViews views, int image, ViewPair pair) {
    return catchThrowableOfType(
        CorruptShardException.class, () -> views.read(image, pair, new byte[8], 0, 4));
  }

  private static ViewRecord record(String id, byte[]... views) {
    return new ViewRecord(id, OptionalInt.empty(), List.of(views), List.of());
  }

  /** Writes a set of two records; returns where the second begins. */
  private long write(ViewRecord first, ViewRecord second) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(SHARD));
        TfRecordWriter writer = new TfRecordWriter(out)) {
      writer.write(first.toBytes());
      long offset = writer.bytes();
      writer.write(second.toBytes());
      ManifestFiles.write(
          directory.toString(),
          ShardManifest.newBuilder()
              .setDataset("toy")
              .setSplit("train")
              .setRecords(2)
              .setImagesSeen(2)
              .setViewsPerImage(2)
              .setImageSize(2)
              .setChannels(1)
              .setEncoding("png")
              .addShards(
                  Shard.newBuilder()
                      .setFile(SHARD)
                      .setRecords(2)
                      .setBytes(writer.bytes())
                      .setCrc32C(writer.crc32c()))
              .build());
      return offset;
    }
  }
}
