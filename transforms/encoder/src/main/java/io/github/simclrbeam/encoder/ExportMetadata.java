package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.TrainingConfiguration;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an exported file says about itself: texts by name, in ascending order of names. */
final class ExportMetadata {
  private ExportMetadata() {}

  /** Of a file that holds weights alone. */
  static SortedMap<String, String> ofWeights(CheckpointState state) {
    TrainingConfiguration configuration = state.getConfiguration();
    SortedMap<String, String> metadata = new TreeMap<>();
    metadata.put("producer", "simclr-beam");
    metadata.put("architecture", ProtoJson.printLine(configuration.getEncoder()));
    metadata.put("preprocessing", ProtoJson.printLine(configuration.getPreprocessing()));
    metadata.put("recipe", configuration.getRecipe());
    metadata.put("viewsDigest", configuration.getViewsDigest());
    metadata.put("encoderDigest", state.getEncoderDigest());
    metadata.put("step", Long.toString(state.getStep()));
    return metadata;
  }

  /** Of a file that holds a network, which takes this input. */
  static SortedMap<String, String> ofNetwork(CheckpointState state, ExportInput input) {
    SortedMap<String, String> metadata = ofWeights(state);
    metadata.put("input", input.toString());
    return metadata;
  }
}
