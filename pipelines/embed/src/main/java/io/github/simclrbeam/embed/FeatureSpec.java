package io.github.simclrbeam.embed;

import io.github.simclrbeam.proto.EncoderArchitecture;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.Serializable;

/**
 * Everything that decides a row, beside the image and its batch. Equal specs give equal models.
 *
 * @param kind which features
 * @param checkpoint directory of the checkpoint; empty for pixels without one
 * @param encoderDigest SHA-256, hex, that the checkpoint's encoder must have; empty unless trained
 * @param encoder the architecture; the default instance for pixels
 * @param preprocessing bytes to the encoder's input
 * @param seed of the untrained weights; 0 for the others
 * @param batchSize images that are computed at once, >= 1
 * @param threads of the engine for one operation, >= 1; 0 for pixels
 */
record FeatureSpec(
    FeatureKind kind,
    String checkpoint,
    String encoderDigest,
    EncoderArchitecture encoder,
    Preprocessing preprocessing,
    long seed,
    int batchSize,
    int threads)
    implements Serializable {

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
