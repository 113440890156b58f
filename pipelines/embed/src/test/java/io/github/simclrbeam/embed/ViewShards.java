package io.github.simclrbeam.embed;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardNames;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Directories of raw view shards that tests embed. */
final class ViewShards {
  static final int FIRST_VIEW = 5;

  private ViewShards() {}

  /** Writes images {@code image-0} ... with random views, labelled by turns, into shards. */
  static ShardManifest write(Path directory, int[] imagesOfShards, int views, int channels)
      throws IOException {
    Files.createDirectories(directory);
    ShardManifest.Builder manifest =
        ShardManifest.newBuilder()
            .setDataset("d")
            .setSplit("train")
            .setViewsPerImage(views)
            .setFirstView(FIRST_VIEW)
            .setImageSize(TinyCheckpoint.SIZE)
            .setChannels(channels)
            .setEncoding("raw")
            .addAllLabelNames(List.of("cat", "dog"));
    int image = 0;
    for (int shard = 0; shard < imagesOfShards.length; shard++) {
      String name = ShardNames.name("d", "train", shard, imagesOfShards.length);
      try (TfRecordWriter writer =
          new TfRecordWriter(Files.newOutputStream(directory.resolve(name)))) {
        for (int i = 0; i < imagesOfShards[shard]; i++) {
          writer.write(record(image++, views, channels).toBytes());
        }
        manifest.addShards(
            Shard.newBuilder()
                .setFile(name)
                .setRecords(writer.records())
                .setBytes(writer.bytes())
                .setCrc32C(writer.crc32c())
                .setInputDigest("0".repeat(64)));
      }
    }
    return ManifestFiles.write(
        directory.toString(), manifest.setRecords(image).setImagesSeen(image).build());
  }

  static byte[] view(int image, int view, int channels) {
    return Folder.random(TinyCheckpoint.SIZE, TinyCheckpoint.SIZE, channels, image * 100L + view)
        .bytes();
  }

  private static ViewRecord record(int image, int views, int channels) {
    List<byte[]> all = new ArrayList<>();
    for (int view = 0; view < views; view++) {
      all.add(view(image, view, channels));
    }
    return new ViewRecord("image-" + image, OptionalInt.of(image % 2), all, List.of());
  }
}
