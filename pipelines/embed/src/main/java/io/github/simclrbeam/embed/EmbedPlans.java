package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.beam.InputNotes;
import io.github.simclrbeam.beam.InputSettings;
import io.github.simclrbeam.embeddings.EmbeddingFormat;
import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Interpolation;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Options to a plan, with everything that is wrong with them noted. */
final class EmbedPlans {
  private static final int DEFAULT_BATCH_SIZE = 128;
  private static final int DEFAULT_PIXELS_SIZE = 32;

  /** A checkpoint's directory and what it says about itself. */
  private record Checkpoint(String directory, CheckpointState state) {}

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
    Optional<FeatureKind> kind = kind();
    Optional<EmbeddingFormat> format = format();
    Optional<EmbedInput> input = input();
    Optional<Checkpoint> checkpoint = checkpoint(kind);
    checkPixelOptions(kind);
    checkOutput();
    if (kind.isEmpty() || format.isEmpty() || input.isEmpty() || options.getOutput() == null) {
      return Optional.empty();
    }
    checkViewOptions(input.get());
    if (checkpoint.isEmpty()
        && (kind.get() != FeatureKind.PIXELS || options.getCheckpoint() != null)) {
      return Optional.empty();
    }
    Preprocessing preprocessing = preprocessing(checkpoint, input.get());
    checkChannels(preprocessing, input.get());
    return Optional.of(plan(kind.get(), format.get(), input.get(), checkpoint, preprocessing));
  }

  private EmbedPlan plan(
      FeatureKind kind,
      EmbeddingFormat format,
      EmbedInput input,
      Optional<Checkpoint> checkpoint,
      Preprocessing preprocessing) {
    boolean trained = kind == FeatureKind.ENCODER;
    boolean pixels = kind == FeatureKind.PIXELS;
    CheckpointState state =
        checkpoint.map(Checkpoint::state).orElse(CheckpointState.getDefaultInstance());
    EncoderArchitecture encoder = state.getConfiguration().getEncoder();
    FeatureSpec spec =
        new FeatureSpec(
            kind,
            trained ? checkpoint.orElseThrow().directory() : "",
            trained ? state.getEncoderDigest() : "",
            pixels ? EncoderArchitecture.getDefaultInstance() : encoder,
            preprocessing,
            kind == FeatureKind.UNTRAINED ? options.getSeed() : 0,
            or(options.getBatchSize(), DEFAULT_BATCH_SIZE),
            pixels ? 0 : or(options.getThreads(), 1));
    long images = input.images().orElse(0);
    return new EmbedPlan(
        settings,
        input instanceof EmbedInput.Views views ? Optional.of(views.manifest()) : Optional.empty(),
        options.getMaxImages() == null ? images : Math.min(images, options.getMaxImages()),
        new EmbeddingShardCount(or(options.getShards(), 0)),
        spec,
        new EmbeddingDestination(Uris.plain(options.getOutput()), format),
        options.getMaxBadFraction(),
        trained ? state.getStep() : 0,
        identity(spec, format, checkpoint),
        notes(input));
  }

  private List<String> notes(EmbedInput input) {
    List<String> notes = new ArrayList<>();
    undecodable(input).ifPresent(notes::add);
    if (input instanceof EmbedInput.Images images) {
      notes.addAll(InputNotes.of(images.source()));
    }
    return notes;
  }

  private Optional<FeatureKind> kind() {
    if (problems.concern("features")) {
      return Optional.empty();
    }
    try {
      return Optional.of(FeatureKind.named(options.getFeatures()));
    } catch (IllegalArgumentException e) {
      problems.add("features", options.getFeatures(), "must be one of encoder, untrained, pixels");
      return Optional.empty();
    }
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

  private Optional<Checkpoint> checkpoint(Optional<FeatureKind> kind) {
    if (options.getCheckpoint() == null) {
      if (kind.isPresent() && kind.get() != FeatureKind.PIXELS) {
        problems.note("checkpoint", "is missing: only --features=pixels does without a checkpoint");
      }
      return Optional.empty();
    }
    try {
      String directory = Checkpoints.latest(options.getCheckpoint());
      return Optional.of(new Checkpoint(directory, Checkpoints.state(directory)));
    } catch (IOException e) {
      problems.note("checkpoint", e.getMessage());
      return Optional.empty();
    }
  }

  private Preprocessing preprocessing(Optional<Checkpoint> checkpoint, EmbedInput input) {
    Preprocessing.Builder preprocessing;
    if (checkpoint.isPresent()) {
      preprocessing = checkpoint.get().state().getConfiguration().getPreprocessing().toBuilder();
    } else {
      preprocessing =
          Preprocessing.newBuilder()
              .setInterpolation(Interpolation.BILINEAR)
              .setImageSize(input.size().orElse(DEFAULT_PIXELS_SIZE))
              .setChannels(input.channels().orElse(3));
    }
    if (options.getImageSize() != null) {
      preprocessing.setImageSize(options.getImageSize());
    }
    if (options.getChannels() != null) {
      preprocessing.setChannels(options.getChannels());
    }
    return preprocessing.build();
  }

  private void checkPixelOptions(Optional<FeatureKind> kind) {
    boolean pixels = kind.isEmpty() || kind.get() == FeatureKind.PIXELS;
    String only = "is for --features=pixels only: an encoder takes what its checkpoint says";
    if (options.getImageSize() != null && !pixels) {
      problems.note("imageSize", only);
    }
    if (options.getChannels() != null && !pixels) {
      problems.note("channels", only);
    } else if (options.getChannels() != null && options.getChannels() == 2) {
      problems.add("channels", 2, "must be 1 or 3");
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
    if (count > options.getMaxBadFraction() * input.images().orElse(0)) {
      problems.note("input", what);
    }
    return Optional.of(what + "; they become dead letters");
  }

  private void checkChannels(Preprocessing preprocessing, EmbedInput input) {
    int wanted = preprocessing.getChannels();
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
    } else if (options.getInput() != null) {
      String base = absolute(options.getInput()).replaceAll("/+$", "") + "/";
      if ((absolute(options.getOutput()) + "/").startsWith(base)) {
        problems.add("output", options.getOutput(), "must not lie within the input");
      }
    }
  }

  private void noteMissing(String option) {
    if (!problems.concern(option)) {
      problems.note(option, "is missing");
    }
  }

  private SortedMap<String, String> identity(
      FeatureSpec spec, EmbeddingFormat format, Optional<Checkpoint> checkpoint) {
    SortedMap<String, String> identity = new TreeMap<>();
    identity.putAll(settings.configuration(options));
    if (options.getSplit() != null) {
      identity.put("split", options.getSplit());
    }
    identity.put("input", absolute(options.getInput()));
    identity.put("features", spec.kind().toString());
    identity.put("format", format.toString());
    checkpoint.ifPresent(c -> identity.put("checkpoint", absolute(c.directory())));
    identity.put("imageSize", Integer.toString(spec.preprocessing().getImageSize()));
    identity.put("channels", Integer.toString(spec.preprocessing().getChannels()));
    if (spec.kind() == FeatureKind.ENCODER) {
      identity.put("encoderDigest", spec.encoderDigest());
    }
    if (spec.kind() == FeatureKind.UNTRAINED) {
      identity.put("seed", Long.toString(spec.seed()));
    }
    if (spec.kind() != FeatureKind.PIXELS) {
      identity.put("batchSize", Integer.toString(spec.batchSize()));
      identity.put("threads", Integer.toString(spec.threads()));
    }
    if (options.getShards() != null) {
      identity.put("shards", options.getShards().toString());
    }
    if (options.getMaxImages() != null) {
      identity.put("maxImages", options.getMaxImages().toString());
    }
    return identity;
  }

  /** Returns a local path from the root, so that runs started elsewhere can be compared. */
  private static String absolute(String path) {
    String plain = Uris.plain(path);
    return plain.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")
        ? plain
        : Path.of(plain).toAbsolutePath().normalize().toString();
  }

  private static int or(Integer value, int otherwise) {
    return value == null ? otherwise : value;
  }
}
