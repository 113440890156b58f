package io.github.simclrbeam.views;

import com.sun.management.OperatingSystemMXBean;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.beam.ListImages;
import io.github.simclrbeam.beam.MakeViewShards;
import io.github.simclrbeam.beam.RecipeMessages;
import io.github.simclrbeam.beam.RunPipeline;
import io.github.simclrbeam.beam.ShardDestination;
import io.github.simclrbeam.beam.ShardSizing;
import io.github.simclrbeam.beam.ViewEncoding;
import io.github.simclrbeam.beam.ViewSettings;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Measures what the direct runner itself takes on this machine, by whole runs over images so small
 * that their views cost nothing: first a few, for the start; then a few, many, and many more in as
 * many chunks, for a chunk and an image.
 */
final class Rehearsal {
  private static final int FEW = 64;
  private static final int MANY = 64 * FEW;
  private static final int MORE = 8 * MANY;

  /** Of an image and of a view, in pixels. */
  private static final int SIDE = 8;

  private static final int IDX_BYTES_IN_3_DIMENSIONS = 0x0803;
  private static final double NANOS = 1e9;

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final Path directory;

  private Rehearsal(Path directory) {
    this.directory = directory;
  }

  /**
   * Measures, in a temporary directory of this machine.
   *
   * @param options what file systems are told afterwards, for each pipeline tells them its own
   */
  static BeamCost run(PipelineOptions options) throws IOException {
    Path directory = Files.createTempDirectory("simclr-beam-plan");
    try {
      return new Rehearsal(directory).measure();
    } finally {
      FileSystems.setDefaultPipelineOptions(options);
      delete(directory);
    }
  }

  private BeamCost measure() throws IOException {
    Path few = images(FEW);
    Path many = images(MANY);
    Path more = images(MORE);
    long started = System.nanoTime();
    double startCpu = cpuSeconds(few, "start");
    double start = (System.nanoTime() - started) / NANOS;
    double fewCpu = cpuSeconds(few, "few");
    double manyCpu = cpuSeconds(many, "many");
    double moreCpu = cpuSeconds(more, "more");
    int chunks = ShardSizing.chunksPerShard(MANY, 1) - ShardSizing.chunksPerShard(FEW, 1);
    double image = Math.max(0, moreCpu - manyCpu) / (MORE - MANY);
    double chunk = Math.max(0, manyCpu - fewCpu - image * (MANY - FEW)) / chunks;
    return new BeamCost(start, startCpu, chunk, image);
  }

  private static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private Path images(int count) throws IOException {
    ByteBuffer idx = ByteBuffer.allocate(4 * Integer.BYTES + count * SIDE * SIDE);
    idx.putInt(IDX_BYTES_IN_3_DIMENSIONS).putInt(count).putInt(SIDE).putInt(SIDE);
    return Files.write(directory.resolve(count + "-images-idx3-ubyte"), idx.array());
  }

  private double cpuSeconds(Path images, String output) {
    long before = process.getProcessCpuTime();
    InputSettings input =
        new InputSettings(
            images.toString(), SourceSettings.DEFAULT, DecodeSettings.DEFAULT, Optional.empty());
    ShardDestination destination =
        new ShardDestination(directory.resolve(output).toString(), "rehearsal", "train");
    ViewSettings settings =
        new ViewSettings(
            RecipeMessages.toMessage(Recipes.named("none")), SIDE, 1, 1, 0, ViewEncoding.RAW, 0);
    PipelineOptions options = PipelineOptionsFactory.create();
    RunPipeline.prepare(options);
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple found =
        pipeline.apply("ListImages", ListImages.of(input, destination.temporaryDirectory()));
    PCollectionView<List<String>> labelNames =
        found.get(ListImages.LABEL_NAMES).apply("LabelNames", View.asSingleton());
    found
        .get(ListImages.IMAGES)
        .apply(
            "MakeViewShards",
            MakeViewShards.of(
                settings,
                input.decode(),
                ShardSizing.of(1, settings.bytesPerImage(), ShardSizing.DEFAULT_SHARD_BYTES),
                destination,
                0,
                labelNames));
    RunPipeline.run(pipeline, counters -> {});
    return (process.getProcessCpuTime() - before) / NANOS;
  }
}
