package io.github.simclrbeam.augment;

import java.util.Objects;

/**
 * One augmented image.
 *
 * @param bytes height x width x channels, row-major, RGB or one channel; owned by the receiver
 * @param draw the parameters that made it
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier: views are compared by their bytes' digest.
public record View(byte[] bytes, Draw draw) {
  public View {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(draw, "draw");
  }
}
