package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.Devices;
import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.Serializable;

/**
 * Everything that decides a row, beside the image and its batch. Equal specs give equal models.
 *
 * @param kind which features
 * @param weights of the encoder; none for pixels
 * @param encoder the architecture; the default instance for pixels
 * @param preprocessing bytes to the encoder's input
 * @param batchSize images that are computed at once, >= 1
 * @param threads of the engine for one operation, >= 1; 0 for pixels
 * @param device where the encoder calculates, as {@link Devices} reads it
 */
record FeatureSpec(
    FeatureKind kind,
    EncoderWeights weights,
    EncoderArchitecture encoder,
    Preprocessing preprocessing,
    int batchSize,
    int threads,
    String device)
    implements Serializable {

  /**
   * Returns where the encoder calculates.
   *
   * @throws IllegalArgumentException if this machine lacks it
   */
  Devices devices() {
    return Devices.parse(device);
  }

  /** Returns how many bytes one prepared image has. */
  int imageBytes() {
    int size = preprocessing.getImageSize();
    return Math.multiplyExact(Math.multiplyExact(size, size), preprocessing.getChannels());
  }

  /** Returns the length of a row. */
  int dimension() {
    return kind == FeatureKind.PIXELS ? imageBytes() : encoder.getDimension();
  }

  /** Returns the layer's name, as the manifest has it. */
  String layer() {
    return kind == FeatureKind.PIXELS ? "pixels" : "h";
  }
}
