package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.Devices;
import io.github.simclrbeam.encoder.EncoderArchitectures;
import io.github.simclrbeam.encoder.PretrainedEncoder;
import io.github.simclrbeam.encoder.WeightsFile;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Interpolation;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Options to a plan of how rows are made, with everything that is wrong with them noted. */
final class FeaturePlans {
  private static final int DEFAULT_BATCH_SIZE = 128;
  private static final int DEFAULT_PIXELS_SIZE = 32;
  private static final String CPU = Devices.CPU.toString();

  /** A checkpoint's directory and what it says about itself. */
  private record Checkpoint(String directory, CheckpointState state) {
    EncoderWeights weights() {
      return new EncoderWeights.OfCheckpoint(directory, state.getStep(), state.getEncoderDigest());
    }
  }

  private final EmbedOptions options;
  private final Problems problems;
  private final List<String> notes = new ArrayList<>();

  private FeaturePlans(EmbedOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /**
   * Returns the plan; empty when something was noted. Reads, and writes nothing.
   *
   * @param input pixels are prepared to its size; empty when something was noted about it
   */
  static Optional<FeaturePlan> of(
      EmbedOptions options, Optional<EmbedInput> input, Problems problems) {
    return new FeaturePlans(options, problems).plan(input);
  }

  private Optional<FeaturePlan> plan(Optional<EmbedInput> input) {
    int before = problems.size();
    Optional<FeatureKind> kind = kind();
    kind.ifPresent(of -> FeatureRules.check(options, of, problems));
    checkChannels();
    checkDevice();
    Optional<Checkpoint> checkpoint = checkpoint();
    Optional<WeightsFile> file = file();
    Optional<EncoderNetwork> network = network(checkpoint, file);
    if (file.isPresent() && network.isPresent()) {
      fit(file.get(), network.get());
    }
    if (kind.isEmpty() || problems.size() > before) {
      return Optional.empty();
    }
    if (kind.get() == FeatureKind.PIXELS) {
      return input.map(of -> pixels(network, of));
    }
    Optional<EncoderWeights> weights = weights(kind.get(), checkpoint, file);
    return network.flatMap(of -> weights.map(numbers -> encoder(kind.get(), of, numbers)));
  }

  private FeaturePlan pixels(Optional<EncoderNetwork> network, EmbedInput input) {
    Preprocessing.Builder preprocessing =
        network
            .map(of -> of.preprocessing().toBuilder())
            .orElseGet(
                () ->
                    Preprocessing.newBuilder()
                        .setInterpolation(Interpolation.BILINEAR)
                        .setImageSize(input.size().orElse(DEFAULT_PIXELS_SIZE))
                        .setChannels(input.channels().orElse(3)));
    if (options.getImageSize() != null) {
      preprocessing.setImageSize(options.getImageSize());
    }
    if (options.getChannels() != null) {
      preprocessing.setChannels(options.getChannels());
    }
    FeatureSpec spec =
        new FeatureSpec(
            FeatureKind.PIXELS,
            EncoderWeights.NONE,
            EncoderArchitecture.getDefaultInstance(),
            preprocessing.build(),
            batchSize(),
            0,
            CPU);
    SortedMap<String, String> identity = identity(spec);
    network.ifPresent(of -> identity.putAll(of.identity()));
    return new FeaturePlan(spec, identity, notes);
  }

  private FeaturePlan encoder(FeatureKind kind, EncoderNetwork network, EncoderWeights weights) {
    FeatureSpec spec =
        new FeatureSpec(
            kind,
            weights,
            network.architecture(),
            network.preprocessing(),
            batchSize(),
            options.getThreads() == null ? 1 : options.getThreads(),
            device());
    SortedMap<String, String> identity = identity(spec);
    identity.putAll(network.identity());
    identity.put("batchSize", Integer.toString(spec.batchSize()));
    identity.put("threads", Integer.toString(spec.threads()));
    if (!spec.device().equals(CPU)) {
      identity.put("device", spec.device());
    }
    if (options.getCheckpoint() == null || options.getWeights() != null) {
      notes.add(network.preparation());
    }
    return new FeaturePlan(spec, identity, notes);
  }

  private SortedMap<String, String> identity(FeatureSpec spec) {
    SortedMap<String, String> identity = new TreeMap<>(spec.weights().identity());
    identity.put("features", spec.kind().toString());
    identity.put("imageSize", Integer.toString(spec.preprocessing().getImageSize()));
    identity.put("channels", Integer.toString(spec.preprocessing().getChannels()));
    return identity;
  }

  /** Empty when reading the options noted something about them. */
  private Optional<EncoderWeights> weights(
      FeatureKind kind, Optional<Checkpoint> checkpoint, Optional<WeightsFile> file) {
    if (kind == FeatureKind.UNTRAINED) {
      return Optional.of(new EncoderWeights.OfSeed(options.getSeed()));
    }
    return file.<EncoderWeights>map(of -> new EncoderWeights.OfFile(of.uri(), of.digest()))
        .or(() -> checkpoint.map(Checkpoint::weights));
  }

  private int batchSize() {
    return options.getBatchSize() == null ? DEFAULT_BATCH_SIZE : options.getBatchSize();
  }

  private String device() {
    return options.getDevice() == null ? CPU : options.getDevice();
  }

  /** Only the direct runner's workers are known to be this machine. */
  private void checkDevice() {
    if (problems.concern("device") || device().equals(CPU)) {
      return;
    }
    boolean here = options.getRunner().getSimpleName().equals("DirectRunner");
    try {
      Devices devices = here ? Devices.parse(device()) : Devices.elsewhere(device());
      if (devices.count() > 1) {
        problems.add("device", device(), "must name one device");
      }
    } catch (IllegalArgumentException e) {
      problems.note("device", e.getMessage());
    }
  }

  private void checkChannels() {
    if (options.getChannels() != null
        && options.getChannels() == 2
        && !problems.concern("channels")) {
      problems.add("channels", 2, "must be 1 or 3");
    }
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

  private Optional<Checkpoint> checkpoint() {
    if (options.getCheckpoint() == null) {
      return Optional.empty();
    }
    try {
      String directory = Checkpoints.latest(options.getCheckpoint());
      return Optional.of(new Checkpoint(directory, Checkpoints.state(directory)));
    } catch (IOException | IllegalArgumentException e) {
      problems.note("checkpoint", e.getMessage());
      return Optional.empty();
    }
  }

  /** Weights that the kind of rows has no use for were noted, and are not read. */
  private Optional<WeightsFile> file() {
    if (options.getWeights() == null || problems.concern("weights")) {
      return Optional.empty();
    }
    try {
      return Optional.of(WeightsFile.read(AbsolutePath.of(options.getWeights())));
    } catch (IOException | IllegalArgumentException e) {
      problems.note("weights", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<EncoderNetwork> network(
      Optional<Checkpoint> checkpoint, Optional<WeightsFile> file) {
    if (options.getCheckpoint() != null || options.getEncoder() == null) {
      return checkpoint.map(of -> EncoderNetwork.of(of.directory(), of.state()));
    }
    // With a default in the place of one of these the weights would not fit for no fault of theirs.
    if (Stream.of("encoderWidth", "stem", "channels").anyMatch(problems::concern)) {
      return Optional.empty();
    }
    try {
      return Optional.of(EncoderNetwork.named(options, file));
    } catch (IllegalArgumentException e) {
      problems.note("encoder", e.getMessage());
      return Optional.empty();
    }
  }

  private void fit(WeightsFile file, EncoderNetwork network) {
    EncoderArchitecture encoder = network.architecture();
    try {
      PretrainedEncoder fitted = EncoderWeights.OfFile.fit(file, encoder);
      notes.add(
          "weights: %s, for %s with %s stem%s"
              .formatted(
                  file.uri(),
                  encoder.getName(),
                  encoder.getStem(),
                  options.getCheckpoint() == null
                      ? ""
                      : " as " + options.getCheckpoint() + " has"));
      fitted.notices().forEach(notice -> notes.add("weights: " + notice));
    } catch (IOException e) {
      problems.note("weights", e.getMessage() + stemHint(file, encoder));
    }
  }

  /** A small stem's kernel is 3 wide, the other's 7. */
  private String stemHint(WeightsFile file, EncoderArchitecture encoder) {
    OptionalLong kernel = file.kernel();
    boolean small = kernel.equals(OptionalLong.of(3));
    String stem = small ? EncoderArchitectures.SMALL_STEM : EncoderArchitectures.IMAGENET_STEM;
    boolean known = small || kernel.equals(OptionalLong.of(7));
    return known && options.getCheckpoint() == null && !stem.equals(encoder.getStem())
        ? "; did you mean --stem=%s?".formatted(stem)
        : "";
  }
}
