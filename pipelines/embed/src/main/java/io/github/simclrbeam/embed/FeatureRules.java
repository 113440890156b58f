package io.github.simclrbeam.embed;

import io.github.simclrbeam.options.Problems;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which options about the encoder go together. The network is a checkpoint's or one that is named,
 * its weights are the checkpoint's, a file's or random.
 */
final class FeatureRules {
  private final EmbedOptions options;
  private final Problems problems;

  private FeatureRules(EmbedOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  /** Notes what is missing for rows of this kind, and what nothing would read. */
  static void check(EmbedOptions options, FeatureKind kind, Problems problems) {
    FeatureRules rules = new FeatureRules(options, problems);
    switch (kind) {
      case PIXELS -> rules.checkPixels();
      case UNTRAINED -> rules.checkUntrained();
      case ENCODER -> rules.checkTrained();
    }
  }

  private void checkPixels() {
    noteGiven(network(), "is for an encoder, and --features=pixels takes none");
    if (options.getDevice() != null) {
      problems.note("device", "is for an encoder, and --features=pixels takes none");
    }
    noteWeights("is for --features=encoder: pixels have no weights");
  }

  private void checkUntrained() {
    noteWeights("is for --features=encoder: untrained weights are random");
    if (options.getCheckpoint() == null && options.getEncoder() == null) {
      noteMissing("checkpoint", "it or --encoder says which network takes random weights");
    }
    checkCheckpoint();
  }

  private void checkTrained() {
    boolean checkpoint = options.getCheckpoint() != null;
    if (!checkpoint && options.getWeights() == null) {
      if (options.getEncoder() == null) {
        noteMissing(
            "checkpoint",
            "it, or --encoder with --weights, says which encoder; only --features=pixels takes none");
      } else {
        noteMissing(
            "weights", "--encoder names no weights; --features=untrained takes random ones");
      }
    } else if (!checkpoint && options.getEncoder() == null) {
      noteMissing("encoder", "it or --checkpoint says which network the weights are for");
    }
    checkCheckpoint();
  }

  private void checkCheckpoint() {
    if (options.getCheckpoint() == null) {
      return;
    }
    noteGiven(network(), "is for an encoder without --checkpoint, which says it");
    noteGiven(
        images(),
        "is for --features=pixels and for an encoder without --checkpoint, which says it");
  }

  private void noteWeights(String message) {
    if (options.getWeights() != null) {
      problems.note("weights", message);
    }
  }

  private Map<String, Object> network() {
    Map<String, Object> network = new LinkedHashMap<>();
    network.put("encoder", options.getEncoder());
    network.put("encoderWidth", options.getEncoderWidth());
    network.put("stem", options.getStem());
    network.put("normalize", options.getNormalize());
    return network;
  }

  private Map<String, Object> images() {
    Map<String, Object> images = new LinkedHashMap<>();
    images.put("imageSize", options.getImageSize());
    images.put("channels", options.getChannels());
    return images;
  }

  private void noteGiven(Map<String, Object> values, String message) {
    values.forEach(
        (name, value) -> {
          if (value != null) {
            problems.note(name, message);
          }
        });
  }

  /** An option that cannot be understood is not missing. */
  private void noteMissing(String option, String why) {
    if (!problems.concern(option)) {
      problems.note(option, "is missing: " + why);
    }
  }
}
