package io.github.simclrbeam.embed;

import io.github.simclrbeam.encoder.FrozenEncoder;
import java.io.Serializable;

/**
 * What a model's numbers are at one moment.
 *
 * @param encoder SHA-256, hex, of all parameters and buffers; empty for pixels
 * @param batchNorm SHA-256, hex, of BatchNorm's buffers; empty for pixels
 */
record ModelDigests(String encoder, String batchNorm) implements Serializable {
  static final ModelDigests NONE = new ModelDigests("", "");

  /** Returns the digests of the model's tensors as they are now. */
  static ModelDigests of(FrozenEncoder model) {
    return new ModelDigests(model.digest(), model.batchNormDigest());
  }
}
