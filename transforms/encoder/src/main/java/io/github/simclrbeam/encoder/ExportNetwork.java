package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What an exported file holds, whatever its format.
 *
 * @param input what the network takes, and the name of that value
 * @param size height and width of an image
 * @param mean subtracted from byte / 255, a number per channel; empty for none
 * @param std divides the difference; empty for none
 * @param layers from the value {@link #input} to the value {@link #OUTPUT}
 * @param tensors parameters and buffers by name, in the order of a PyTorch state dictionary
 */
record ExportNetwork(
    ExportInput input,
    int size,
    int channels,
    int dimension,
    List<Float> mean,
    List<Float> std,
    List<EncoderLayer> layers,
    Map<String, TensorData> tensors) {
  /** Name of the representation, (N, dimension). */
  static final String OUTPUT = "h";

  /** Name of the standardized images, (N, channels, size, size). */
  static final String STANDARDIZED = "tensor";

  /**
   * Describes a checkpoint's encoder.
   *
   * @throws IOException if the tensors or the preprocessing are not those of an encoder
   */
  static ExportNetwork of(
      CheckpointState state, Map<String, TensorData> tensors, ExportInput input, String where)
      throws IOException {
    Preprocessing preprocessing = state.getConfiguration().getPreprocessing();
    List<EncoderLayer> layers =
        EncoderLayers.of(
            tensors, state.getConfiguration().getEncoder().getStem(), STANDARDIZED, OUTPUT, where);
    int channels = (int) tensors.get("conv1.weight").shape()[1];
    return new ExportNetwork(
        input,
        preprocessing.getImageSize(),
        channels,
        state.getConfiguration().getEncoder().getDimension(),
        perChannel("mean", preprocessing.getMeanList(), channels, where),
        perChannel("std", preprocessing.getStdList(), channels, where),
        layers,
        tensors);
  }

  /** Returns the shape of the input, without the number of images. */
  List<Integer> imageShape() {
    return input == ExportInput.PIXELS
        ? List.of(size, size, channels)
        : List.of(channels, size, size);
  }

  private static List<Float> perChannel(
      String what, List<Double> values, int channels, String where) throws IOException {
    if (!values.isEmpty() && values.size() != channels) {
      throw new IOException(
          "%s must have a value for each of %d channels, but was: %s (%s)"
              .formatted(what, channels, values, where));
    }
    List<Float> floats = new ArrayList<>();
    values.forEach(value -> floats.add(value.floatValue()));
    return floats;
  }
}
