package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.ProtoJson;
import java.util.Map;
import java.util.TreeMap;

/** What an exported file says about itself: texts by name, in ascending order of names. */
final class ExportMetadata {
  /** Name of the entry that says what the network takes. */
  static final String INPUT = "input";

  private ExportMetadata() {}

  static Map<String, String> of(CheckpointState state) {
    Map<String, String> metadata = new TreeMap<>();
    metadata.put("producer", "simclr-beam");
    metadata.put("architecture", ProtoJson.printLine(state.getConfiguration().getEncoder()));
    metadata.put("preprocessing", ProtoJson.printLine(state.getConfiguration().getPreprocessing()));
    metadata.put("recipe", state.getConfiguration().getRecipe());
    metadata.put("viewsDigest", state.getConfiguration().getViewsDigest());
    metadata.put("encoderDigest", state.getEncoderDigest());
    metadata.put("step", Long.toString(state.getStep()));
    return metadata;
  }
}
