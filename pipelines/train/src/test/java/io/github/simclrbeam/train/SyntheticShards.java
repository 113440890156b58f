package io.github.simclrbeam.train;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.Interpolation;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardNames;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Writes view shards of made-up images: each image is a pattern of its own, each view that pattern
 * brightened and with noise. Sorted by class.
 */
record SyntheticShards(
    int images,
    int viewsPerImage,
    int size,
    int channels,
    String encoding,
    boolean labelled,
    String recipe,
    int classes) {
  private static final int SHARDS = 2;
  private static final List<String> LABEL_NAMES =
      IntStream.range(0, 10).mapToObj(label -> "class-" + label).toList();

  SyntheticShards(
      int images, int viewsPerImage, int size, int channels, String encoding, boolean labelled) {
    this(images, viewsPerImage, size, channels, encoding, labelled, "fashion-mnist", 10);
  }

  SyntheticShards withRecipe(String name) {
    return new SyntheticShards(
        images, viewsPerImage, size, channels, encoding, labelled, name, classes);
  }

  /**
   * The same images and views under other labels: as many to each of so many classes, at most 10.
   */
  SyntheticShards withClasses(int number) {
    return new SyntheticShards(
        images, viewsPerImage, size, channels, encoding, labelled, recipe, number);
  }

  static SyntheticShards standard() {
    return new SyntheticShards(40, 4, 12, 1, "raw", true);
  }

  /** Writes shards and manifest. */
  ShardManifest write(Path directory) throws IOException {
    Files.createDirectories(directory);
    List<Shard> shards = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      shards.add(write(directory, shard));
    }
    return ManifestFiles.write(
        directory.toString(),
        ShardManifest.newBuilder()
            .setDataset("patterns")
            .setSplit("train")
            .setRecords(images)
            .setImagesSeen(images)
            .setViewsPerImage(viewsPerImage)
            .setImageSize(size)
            .setChannels(channels)
            .setEncoding(encoding)
            .setRecipe(
                AugmentationRecipe.newBuilder()
                    .setName(recipe)
                    .setInterpolation(Interpolation.BILINEAR))
            .addAllLabelNames(labelled ? LABEL_NAMES : List.of())
            .addAllShards(shards)
            .build());
  }

  private Shard write(Path directory, int shard) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TfRecordWriter writer = new TfRecordWriter(bytes);
    for (int image = shard * images / SHARDS; image < (shard + 1) * images / SHARDS; image++) {
      writer.write(record(image).toBytes());
    }
    String file = ShardNames.name("patterns", "train", shard, SHARDS);
    Files.write(directory.resolve(file), bytes.toByteArray());
    return Shard.newBuilder()
        .setFile(file)
        .setRecords(writer.records())
        .setBytes(writer.bytes())
        .setCrc32C(writer.crc32c())
        .build();
  }

  private ViewRecord record(int image) {
    SplittableRandom random = new SplittableRandom(image);
    byte[] pattern = new byte[size * size * channels];
    random.nextBytes(pattern);
    List<byte[]> views = new ArrayList<>();
    for (int view = 0; view < viewsPerImage; view++) {
      byte[] pixels = new byte[pattern.length];
      for (int i = 0; i < pixels.length; i++) {
        int value = (pattern[i] & 0xff) * 3 / 4 + 8 * view + random.nextInt(32);
        pixels[i] = (byte) Math.min(255, value);
      }
      views.add(encode(pixels));
    }
    int label = image * classes / images;
    return new ViewRecord(
        "class-%d/image-%03d".formatted(label, image),
        labelled ? OptionalInt.of(label) : OptionalInt.empty(),
        views,
        List.of());
  }

  private byte[] encode(byte[] pixels) {
    return switch (encoding) {
      case "raw" -> pixels;
      case "png" -> ImageEncoder.png(new Pixels(size, size, channels, pixels));
      default -> throw new IllegalArgumentException(encoding);
    };
  }
}
