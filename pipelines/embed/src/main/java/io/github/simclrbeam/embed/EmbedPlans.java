package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.beam.InputNotes;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.embeddings.EmbeddingFormat;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Overlaps;
import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Options to a plan, with everything that is wrong with them noted. */
final class EmbedPlans {
  private final EmbedOptions options;
  private final InputSettings settings;
  private final Problems problems;

  private EmbedPlans(EmbedOptions options, InputSettings settings, Problems problems) {
    this.options = options;
    this.settings = settings;
    this.problems = problems;
  }

  /**
   * Returns the plan; empty when something was noted that leaves none. Reads, and writes nothing.
   */
  static Optional<EmbedPlan> of(EmbedOptions options, Problems problems) throws IOException {
    InputSettings settings = InputSettings.of(options, "", problems);
    return new EmbedPlans(options, settings, problems).plan();
  }

  private Optional<EmbedPlan> plan() throws IOException {
    Optional<EmbeddingFormat> format = format();
    Optional<EmbedInput> input = input();
    Optional<FeaturePlan> features = FeaturePlans.of(options, input, problems);
    checkOutput();
    input.ifPresent(this::checkViewOptions);
    if (format.isEmpty() || input.isEmpty() || features.isEmpty() || options.getOutput() == null) {
      return Optional.empty();
    }
    checkChannels(features.get().spec(), input.get());
    return Optional.of(plan(format.get(), input.get(), features.get()));
  }

  private EmbedPlan plan(EmbeddingFormat format, EmbedInput input, FeaturePlan features) {
    long images = input.images().orElse(0);
    return new EmbedPlan(
        settings,
        input instanceof EmbedInput.Views views ? Optional.of(views.manifest()) : Optional.empty(),
        options.getMaxImages() == null ? images : Math.min(images, options.getMaxImages()),
        new EmbeddingShardCount(options.getShards() == null ? 0 : options.getShards()),
        features.spec(),
        new EmbeddingDestination(Uris.plain(options.getOutput()), format),
        options.getMaxBadFraction(),
        identity(features, format),
        notes(features, input));
  }

  private List<String> notes(FeaturePlan features, EmbedInput input) {
    List<String> notes = new ArrayList<>(features.notes());
    undecodable(input).ifPresent(notes::add);
    if (input instanceof EmbedInput.Images images) {
      notes.addAll(InputNotes.of(images.source()));
    }
    return notes;
  }

  private Optional<EmbeddingFormat> format() {
    if (options.getFormat() == null) {
      return Optional.of(EmbeddingFormat.PARQUET);
    }
    try {
      return Optional.of(EmbeddingFormat.named(options.getFormat()));
    } catch (IllegalArgumentException e) {
      problems.add("format", options.getFormat(), "must be one of parquet, tfrecord");
      return Optional.empty();
    }
  }

  private Optional<EmbedInput> input() {
    if (options.getInput() == null) {
      noteMissing("input");
      return Optional.empty();
    }
    try {
      return Optional.of(EmbedInput.open(settings));
    } catch (IOException | IllegalArgumentException e) {
      problems.note("input", e.getMessage());
      return Optional.empty();
    }
  }

  private void checkViewOptions(EmbedInput input) {
    if (input instanceof EmbedInput.Views && options.getShards() != null) {
      problems.note("shards", "is for images only: view shards give a file of embeddings each");
    }
    if (input instanceof EmbedInput.Views) {
      String only = "is for images only, but --input holds view shards";
      settings.configuration(options).keySet().forEach(name -> problems.note(name, only));
      if (options.getSplit() != null) {
        problems.note("split", only);
      }
    }
    if (input instanceof EmbedInput.Images && options.getMaxImages() != null) {
      problems.note("maxImages", "is for view shards only, but --input holds images");
    }
  }

  private Optional<String> undecodable(EmbedInput input) {
    SortedMap<String, Long> undecodable = input.undecodable();
    long count = undecodable.values().stream().mapToLong(Long::longValue).sum();
    if (count == 0) {
      return Optional.empty();
    }
    String what =
        "%d of %d files cannot be decoded (%s): convert them to JPEG or PNG first"
            .formatted(count, input.images().orElse(0), DeadLetters.describe(undecodable));
    if (DeadLetters.areTooMany(count, input.images().orElse(0), options.getMaxBadFraction())) {
      problems.note("input", what);
    }
    return Optional.of(what + "; they become dead letters");
  }

  private void checkChannels(FeatureSpec spec, EmbedInput input) {
    int wanted = spec.preprocessing().getChannels();
    if (input instanceof EmbedInput.Views views && views.manifest().getChannels() != wanted) {
      problems.add(
          "input",
          "views of %d (%s)".formatted(views.manifest().getChannels(), options.getInput()),
          "must hold views of %d channels".formatted(wanted));
    }
  }

  private void checkOutput() {
    if (options.getOutput() == null) {
      noteMissing("output");
      return;
    }
    String output = options.getOutput();
    Overlaps.checkImages(output, options.getInput(), problems);
    Overlaps.check(output, "checkpoint", options.getCheckpoint(), problems);
    Overlaps.check(output, "weights", options.getWeights(), problems);
  }

  private void noteMissing(String option) {
    if (!problems.concern(option)) {
      problems.note(option, "is missing");
    }
  }

  private SortedMap<String, String> identity(FeaturePlan features, EmbeddingFormat format) {
    SortedMap<String, String> identity = new TreeMap<>(settings.configuration(options));
    identity.putAll(features.identity());
    if (options.getSplit() != null) {
      identity.put("split", options.getSplit());
    }
    identity.put("input", AbsolutePath.of(options.getInput()));
    identity.put("format", format.toString());
    if (options.getShards() != null) {
      identity.put("shards", options.getShards().toString());
    }
    if (options.getMaxImages() != null) {
      identity.put("maxImages", options.getMaxImages().toString());
    }
    return identity;
  }
}
