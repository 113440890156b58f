package io.github.simclrbeam.probe;

import io.github.simclrbeam.embeddings.EmbeddingManifests;
import io.github.simclrbeam.embeddings.EmbeddingRow;
import io.github.simclrbeam.embeddings.EmbeddingWriter;
import io.github.simclrbeam.proto.AugmentationRecipe;
import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.EmbeddingShard;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.LossSettings;
import io.github.simclrbeam.proto.OptimizerSettings;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.TrainingConfiguration;
import io.github.simclrbeam.proto.TrainingManifest;
import io.github.simclrbeam.proto.ViewParameters;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardNames;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Small outputs of the stages before: images, embeddings, a training run and view shards. */
final class Fixtures {
  static final int SIDE = 4;
  static final List<String> CLASSES = List.of("cat", "dog <b>\"bold\"</b></script>", "emu");

  private final Path directory;

  Fixtures(Path directory) {
    this.directory = directory;
  }

  /** An IDX file whose image i has the gray value i in every pixel. */
  Path idx(String name, int images) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + images * SIDE * SIDE);
    bytes.putInt(0x0803).putInt(images).putInt(SIDE).putInt(SIDE);
    for (int i = 0; i < images; i++) {
      for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
        bytes.put((byte) i);
      }
    }
    return write(name, name.endsWith(".gz") ? gzipped(bytes.array()) : bytes.array());
  }

  /**
   * A directory of embeddings of the images of an IDX file: image i is of class i mod 3, around a
   * corner of its own.
   *
   * @param noise how far a row is from its corner; 0 separates the classes perfectly
   */
  String embeddings(String name, Path images, int rows, boolean labelled, double noise)
      throws IOException {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    List<EmbeddingRow> made = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      float[] embedding = new float[8];
      for (int j = 0; j < embedding.length; j++) {
        embedding[j] = (float) (noise * (random.nextDouble() - 0.5) + (j == i % 3 ? 1 : 0));
      }
      String id = "%s#%05d".formatted(images.getFileName(), i);
      OptionalInt label = labelled ? OptionalInt.of(i % 3) : OptionalInt.empty();
      made.add(new EmbeddingRow(id, images.toString(), name + i, label, embedding));
    }
    return write(name, made, labelled);
  }

  /** A directory of embeddings of two views each of so many images. */
  String viewEmbeddings(String name, int images) throws IOException {
    SplittableRandom random = new SplittableRandom(name.hashCode());
    List<EmbeddingRow> made = new ArrayList<>();
    for (int i = 0; i < 2 * images; i++) {
      float[] embedding = new float[8];
      for (int j = 0; j < embedding.length; j++) {
        embedding[j] = (float) random.nextDouble();
      }
      String id = "image %d#%d".formatted(i / 2, i % 2);
      made.add(new EmbeddingRow(id, "", "", OptionalInt.empty(), embedding));
    }
    return write(name, made, false);
  }

  private String write(String name, List<EmbeddingRow> rows, boolean labelled) throws IOException {
    Path to = Files.createDirectories(directory.resolve(name));
    String file = "embeddings-00000-of-00001.parquet";
    EmbeddingShard shard;
    try (EmbeddingWriter writer =
        EmbeddingWriter.open(Files.newOutputStream(to.resolve(file)), "parquet", 8)) {
      for (EmbeddingRow row : rows) {
        writer.write(row);
      }
      writer.close();
      shard = writer.shard(file);
    }
    EmbeddingManifest.Builder manifest =
        EmbeddingManifest.newBuilder()
            .setFormatVersion(1)
            .setRecords(rows.size())
            .setImagesSeen(rows.size())
            .setDimension(8)
            .setFeatures("encoder")
            .setLayer("h")
            .setFormat("parquet")
            .setRow("image")
            .setCheckpointStep(40)
            .setEncoder(
                EncoderArchitecture.newBuilder()
                    .setName("resnet-tiny")
                    .setStem("small")
                    .setChannels(1)
                    .setDimension(8))
            .setEncoderDigestBefore("aa")
            .setEncoderDigestAfter("aa")
            .setBatchNormDigestBefore("bb")
            .setBatchNormDigestAfter("bb")
            .addShards(shard);
    if (labelled) {
      manifest.addAllLabelNames(CLASSES);
    }
    EmbeddingManifests.write(to.toString(), manifest.build());
    return to.toString();
  }

  /** A training run of 40 steps. */
  String run(String name) throws IOException {
    Path to = Files.createDirectories(directory.resolve(name));
    StringBuilder metrics = new StringBuilder();
    for (int step = 0; step < 40; step++) {
      metrics.append(
          "{\"step\":%d,\"epoch\":0,\"loss\":%s,\"learningRate\":%s}\n"
              .formatted(step, 3 - step / 20.0, step / 40.0));
    }
    Files.writeString(to.resolve("metrics.jsonl"), metrics);
    TrainingManifest manifest =
        TrainingManifest.newBuilder()
            .setFormatVersion(1)
            .setSteps(40)
            .setLoss(1.05)
            .setEncoderDigest("aa")
            .setConfiguration(
                TrainingConfiguration.newBuilder()
                    .setRecipe("fashion-mnist")
                    .setBatchSize(16)
                    .setEpochs(1)
                    .setLoss(LossSettings.newBuilder().setName("nt-xent").setTemperature(0.2))
                    .setOptimizer(
                        OptimizerSettings.newBuilder()
                            .setName("sgd")
                            .setMomentum(0.9)
                            .setWeightDecay(0.0001))
                    .setLearningRate(1)
                    .setWarmUpEpochs(1)
                    .setSeed(7)
                    .setViewsPerImage(2)
                    .setImages(640))
            .build();
    Files.writeString(to.resolve("manifest.json"), ProtoJson.print(manifest));
    return to.toString();
  }

  /** View shards of the first images of an IDX file, two views each. */
  String views(String name, Path images, int records) throws IOException {
    Path to = Files.createDirectories(directory.resolve(name));
    String file = ShardNames.name("toys", "train", 0, 1);
    TfRecordWriter writer = new TfRecordWriter(Files.newOutputStream(to.resolve(file)));
    for (int i = 0; i < records; i++) {
      writer.write(view("%s#%05d".formatted(images.getFileName(), i)).toBytes());
    }
    writer.close();
    ManifestFiles.write(
        to.toString(),
        ShardManifest.newBuilder()
            .setDataset("toys")
            .setSplit("train")
            .setRecords(records)
            .setImagesSeen(records)
            .setViewsPerImage(2)
            .setImageSize(SIDE)
            .setChannels(1)
            .setEncoding("raw")
            .setRecipe(AugmentationRecipe.newBuilder().setName("fashion-mnist"))
            .addShards(
                Shard.newBuilder()
                    .setFile(file)
                    .setRecords(records)
                    .setBytes(writer.bytes())
                    .setCrc32C(writer.crc32c()))
            .build());
    return to.toString();
  }

  private static ViewRecord view(String id) {
    ViewParameters.Builder drawn =
        ViewParameters.newBuilder()
            .setSourceWidth(SIDE)
            .setSourceHeight(SIDE)
            .setCropX(1)
            .setCropWidth(2)
            .setCropHeight(4);
    return new ViewRecord(
        id,
        OptionalInt.empty(),
        List.of(new byte[SIDE * SIDE], new byte[SIDE * SIDE]),
        List.of(drawn.setViewIndex(0).build(), drawn.setViewIndex(1).setFlipped(true).build()));
  }

  Path write(String name, byte[] bytes) throws IOException {
    return Files.write(directory.resolve(name), bytes);
  }

  static byte[] gzipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
