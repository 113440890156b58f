package io.github.simclrbeam.embed;

import java.io.IOException;

/** Prepared images to rows. Not thread-safe: one for each copy of a task. */
interface Features extends AutoCloseable {

  /** Returns those of the spec; the caller closes them. */
  static Features of(FeatureSpec spec) throws IOException {
    return spec.kind() == FeatureKind.PIXELS
        ? new PixelFeatures(spec.imageBytes())
        : EncoderFeatures.open(spec, SharedEncoders.PROCESS);
  }

  /**
   * Returns a row per image.
   *
   * @param nhwc a whole batch of prepared images; those from count on do not matter
   * @param count images, 1 to the batch size
   */
  float[][] rows(byte[] nhwc, int count);

  /** Returns the model's digests before the first image of this process. */
  ModelDigests before();

  /** Returns the model's digests now. */
  ModelDigests now();

  @Override
  void close();
}
