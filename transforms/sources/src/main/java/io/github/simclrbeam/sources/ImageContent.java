package io.github.simclrbeam.sources;

import io.github.simclrbeam.proto.Fault;

/** What stands where a reference points. */
public sealed interface ImageContent {
  /** An encoded image, of whatever format. */
  @SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
  record Encoded(byte[] bytes) implements ImageContent {}

  /**
   * Pixels.
   *
   * @param width pixels
   * @param height pixels
   * @param channels 1 or 3
   * @param pixels height x width x channels bytes, row-major
   * @param stored the same bytes in the order in which the file has them
   */
  @SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
  record Raw(int width, int height, int channels, byte[] pixels, byte[] stored)
      implements ImageContent {}

  /** No usable image, for a reason that reading again would not mend. */
  record Unusable(Fault fault) implements ImageContent {}
}
