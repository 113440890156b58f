package io.github.simclrbeam.embed;

import java.util.Arrays;
import java.util.Locale;

/** What a row of embeddings is. */
enum FeatureKind {
  /** The trained encoder's output. */
  ENCODER,
  /** The same architecture's, with initial weights. */
  UNTRAINED,
  /** The prepared pixels / 255, row-major, height x width x channels. */
  PIXELS;

  /** Returns the kind that an option's value names; none is the encoder. */
  static FeatureKind named(String name) {
    return name == null
        ? ENCODER
        : Arrays.stream(values())
            .filter(kind -> kind.toString().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "features must be encoder, untrained or pixels, but was: " + name));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
