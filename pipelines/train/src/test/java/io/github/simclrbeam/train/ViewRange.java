package io.github.simclrbeam.train;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.Interpolation;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardNames;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes a range of the views of made-up images, in the order of the seed 9, as views does: a view
 * depends on image and index only. The manifest can be changed before it is written.
 */
record ViewRange(List<Integer> images, int firstView, int views, String encoding) {
  private static final int SEED = 9;
  private static final int SHARDS = 2;
  private static final int SIZE = 6;

  static ViewRange of(int images, int firstView, int views) {
    return new ViewRange(IntStream.range(0, images).boxed().toList(), firstView, views, "raw");
  }

  ViewRange without(Integer... missing) {
    List<Integer> left = new ArrayList<>(images);
    left.removeAll(List.of(missing));
    return new ViewRange(left, firstView, views, encoding);
  }

  ViewRange encodedAs(String other) {
    return new ViewRange(images, firstView, views, other);
  }

  ShardManifest.Builder manifest() {
    return ShardManifest.newBuilder()
        .setDataset("patterns")
        .setSplit("train")
        .setRecords(images.size())
        .setImagesSeen(images.size())
        .setViewsPerImage(views)
        .setFirstView(firstView)
        .setImageSize(SIZE)
        .setChannels(1)
        .setEncoding(encoding)
        .setSeed(SEED)
        .setRecipe(
            AugmentationRecipe.newBuilder()
                .setName("fashion-mnist")
                .setFlipProbability(0.5)
                .setInterpolation(Interpolation.BILINEAR));
  }

  Path write(Path directory) throws IOException {
    return write(directory, manifest());
  }

  /** Writes shards that state their input. */
  Path write(Path directory, ShardManifest.Builder manifest) throws IOException {
    List<String> ids = images.stream().map(ViewRange::id).sorted(order()).toList();
    return write(directory, manifest, ids, "%064x".formatted(ids.hashCode()));
  }

  /** Writes shards that do not, in any order. */
  Path write(Path directory, ShardManifest.Builder manifest, List<String> ids, String digest)
      throws IOException {
    Files.createDirectories(directory);
    for (int shard = 0; shard < SHARDS; shard++) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      TfRecordWriter writer = new TfRecordWriter(bytes);
      int end = (shard + 1) * ids.size() / SHARDS;
      for (String id : ids.subList(shard * ids.size() / SHARDS, end)) {
        writer.write(record(id).toBytes());
      }
      String file = ShardNames.name(manifest.getDataset(), manifest.getSplit(), shard, SHARDS);
      Files.write(directory.resolve(file), bytes.toByteArray());
      manifest.addShards(
          Shard.newBuilder()
              .setFile(file)
              .setRecords(writer.records())
              .setBytes(writer.bytes())
              .setCrc32C(writer.crc32c())
              .setInputDigest(digest));
    }
    ManifestFiles.write(directory.toString(), manifest.build());
    return directory;
  }

  static String id(int image) {
    return "image-%03d".formatted(image);
  }

  static Comparator<String> order() {
    ImageOrder order = new ImageOrder(SEED);
    return (a, b) -> ImageOrder.compare(order.hash(a), a, order.hash(b), b);
  }

  private ViewRecord record(String id) {
    List<byte[]> encoded = new ArrayList<>();
    for (int view = firstView; view < firstView + views; view++) {
      byte[] pixels = new byte[SIZE * SIZE];
      new SplittableRandom(31L * id.hashCode() + view).nextBytes(pixels);
      encoded.add(
          encoding.equals("raw") ? pixels : ImageEncoder.png(new Pixels(SIZE, SIZE, 1, pixels)));
    }
    return new ViewRecord(id, OptionalInt.empty(), encoded, List.of());
  }
}
