package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ViewParameters;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;

/** Small sets of view shards: K = 2 raw views of 2 x 2 gray pixels. */
final class TestShards {
  static final long SEED = 7;

  private TestShards() {}

  static ViewRecord record(int image) {
    Random random = new Random(image);
    List<byte[]> views = new ArrayList<>();
    List<ViewParameters> parameters = new ArrayList<>();
    for (int view = 0; view < 2; view++) {
      byte[] bytes = new byte[4];
      random.nextBytes(bytes);
      views.add(bytes);
      parameters.add(
          ViewParameters.newBuilder()
              .setViewIndex(view)
              .setSourceWidth(2)
              .setSourceHeight(2)
              .setCropWidth(2)
              .setCropHeight(2)
              .setFlipped(view == 1)
              .build());
    }
    OptionalInt label = image % 3 == 2 ? OptionalInt.empty() : OptionalInt.of(image % 3);
    return new ViewRecord("class/%04d.png".formatted(image), label, views, parameters);
  }

  /** Writes a complete set of so many records; returns the records in the set's order. */
  static List<ViewRecord> write(Path directory, int records, int shards) throws IOException {
    ImageOrder order = new ImageOrder(SEED);
    List<List<ViewRecord>> byShard = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      byShard.add(new ArrayList<>());
    }
    for (int i = 0; i < records; i++) {
      ViewRecord record = record(i);
      byShard.get(ImageOrder.shard(order.hash(record.id()), shards)).add(record);
    }
    ShardManifest.Builder manifest = manifest(records);
    List<ViewRecord> all = new ArrayList<>();
    for (int i = 0; i < shards; i++) {
      byShard
          .get(i)
          .sort(
              (a, b) -> ImageOrder.compare(order.hash(a.id()), a.id(), order.hash(b.id()), b.id()));
      String name = ShardNames.name("toy", "train", i, shards);
      manifest.addShards(counted(shard(directory, name, byShard.get(i)), byShard.get(i)));
      all.addAll(byShard.get(i));
    }
    ManifestFiles.write(directory.toString(), summed(manifest).build());
    return all;
  }

  /** The same with what is counted of its records. */
  static Shard counted(Shard shard, List<ViewRecord> records) {
    return shard.toBuilder()
        .putDecoders("raw", records.size())
        .setLabelled(records.stream().filter(record -> record.label().isPresent()).count())
        .build();
  }

  /** The same with what is counted of its shards. */
  static ShardManifest.Builder summed(ShardManifest.Builder manifest) {
    long records = manifest.getShardsList().stream().mapToLong(Shard::getRecords).sum();
    return manifest
        .putDecoders("raw", records)
        .setPlannedShards(manifest.getShardsCount())
        .setLabelled(manifest.getShardsList().stream().mapToLong(Shard::getLabelled).sum());
  }

  static ShardManifest.Builder manifest(int records) {
    return ShardManifest.newBuilder()
        .setDataset("toy")
        .setSplit("train")
        .setRecords(records)
        .setImagesSeen(records)
        .setViewsPerImage(2)
        .setImageSize(2)
        .setChannels(1)
        .setEncoding("raw")
        .addLabelNames("cat")
        .addLabelNames("dog")
        .setSeed(SEED);
  }

  static Shard shard(Path directory, String name, List<ViewRecord> records) throws IOException {
    try (OutputStream out = Files.newOutputStream(directory.resolve(name));
        TfRecordWriter writer = new TfRecordWriter(out)) {
      for (ViewRecord record : records) {
        writer.write(record.toBytes());
      }
      return Shard.newBuilder()
          .setFile(name)
          .setRecords(writer.records())
          .setBytes(writer.bytes())
          .setCrc32C(writer.crc32c())
          .build();
    }
  }

  static boolean same(ViewRecord a, ViewRecord b) {
    return java.util.Arrays.equals(a.toBytes(), b.toBytes());
  }
}
