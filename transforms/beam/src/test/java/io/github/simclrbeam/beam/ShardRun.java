package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;

/** Runs of a pipeline that makes view shards of a folder, and what they leave. */
final class ShardRun {
  private ShardRun() {}

  static ViewSettings settings(long seed) {
    return new ViewSettings(
        RecipeMessages.toMessage(Recipes.named("simclr-cifar10")),
        12,
        3,
        2,
        0,
        ViewEncoding.RAW,
        seed);
  }

  static List<String> ids(List<ViewRecord> records) {
    return records.stream().map(ViewRecord::id).toList();
  }

  static Pipeline pipeline(int threads) {
    DirectOptions options = PipelineOptionsFactory.create().as(DirectOptions.class);
    options.setTargetParallelism(threads);
    return Pipeline.create(options);
  }

  /** Returns what images without labels have for a side input, in a list: it must not be empty. */
  static PCollectionView<List<String>> noLabelNames(Pipeline pipeline) {
    return pipeline
        .apply(
            "Names",
            Create.of(List.<List<String>>of(List.of()))
                .withCoder(ListCoder.of(StringUtf8Coder.of())))
        .apply(View.asSingleton());
  }

  static InputSettings input(Path input) {
    return new InputSettings(
        input.toString(), SourceSettings.DEFAULT, DecodeSettings.DEFAULT, Optional.empty());
  }

  /** Returns the output's files and the digests of their contents. */
  static SortedMap<String, String> run(
      Path directory, Path input, String output, ViewSettings settings, int shards, int threads)
      throws IOException {
    Pipeline pipeline = pipeline(threads);
    PCollectionTuple found =
        pipeline.apply(
            ListImages.of(input(input), directory.resolve(output).resolve(".tmp").toString()));
    PCollectionView<List<String>> names =
        found.get(ListImages.LABEL_NAMES).apply(View.asSingleton());
    found.get(ListImages.IMAGES).apply(shards(directory, output, settings, shards, names));
    pipeline.run().waitUntilFinish();
    SortedMap<String, String> files = new TreeMap<>();
    try (Stream<Path> paths = Files.list(directory.resolve(output))) {
      for (Path path : paths.toList()) {
        // A letter's uri tells where the image was; everything else is the same anywhere.
        files.put(path.getFileName().toString(), ContentDigest.of(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  static MakeViewShards shards(
      Path directory,
      String output,
      ViewSettings settings,
      int shards,
      PCollectionView<List<String>> names) {
    return MakeViewShards.of(
        settings,
        DecodeSettings.DEFAULT,
        ShardSizing.of(shards, settings.bytesPerImage(), ShardSizing.DEFAULT_SHARD_BYTES),
        new ShardDestination(directory.resolve(output).toString(), "x", "train"),
        0.5,
        names);
  }

  static ShardManifest manifest(Path directory, String output) throws IOException {
    return ManifestFiles.read(directory.resolve(output).toString());
  }

  static List<ViewRecord> records(Path directory, String output) throws IOException {
    List<ViewRecord> records = new ArrayList<>();
    try (RandomAccessShards shards =
        RandomAccessShards.open(directory.resolve(output).toString())) {
      for (int i = 0; i < shards.size(); i++) {
        records.add(shards.read(i));
      }
    }
    return records;
  }

  static List<DeadLetter> deadLetters(Path directory, String output) throws IOException {
    return StoredFile.readText(directory.resolve(output) + "/dead-letters.jsonl")
        .lines()
        .map(
            line -> {
              DeadLetter.Builder letter = DeadLetter.newBuilder();
              ProtoJson.parse(line, letter);
              return letter.build();
            })
        .toList();
  }
}
