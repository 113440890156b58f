package io.github.simclrbeam.augment;

/**
 * The colour operations on a block of {@link Planes} with values in [0, 1]. Each limits its result
 * to [0, 1] before the next one sees it, as google-research/simclr does: limiting once at the end
 * gives other colours.
 */
final class ColourKernels {
  static final float RED = 0.299f;
  static final float GREEN = 0.587f;
  static final float BLUE = 0.114f;

  private ColourKernels() {}

  /** Every value times the factor. */
  static void brightness(float[][] block, float factor) {
    for (float[] channel : block) {
      Rows.scale(channel, factor, channel.length);
    }
  }

  /** Factor * value + (1 - factor) * m, with m the mean of the whole view's gray. */
  static void contrast(float[][] block, float factor, float mean) {
    for (float[] channel : block) {
      Rows.scaleAndShift(channel, factor, (1 - factor) * mean, channel.length);
    }
  }

  /** Of three channels, factor * value + (1 - factor) * the pixel's gray. */
  static void saturation(float[][] block, float factor) {
    float[] red = block[0];
    float[] green = block[1];
    float[] blue = block[2];
    float grayFactor = 1 - factor;
    for (int i = 0; i < red.length; i++) {
      float shift = grayFactor * ((RED * red[i] + GREEN * green[i]) + BLUE * blue[i]);
      red[i] = Math.min(1f, Math.max(0f, factor * red[i] + shift));
      green[i] = Math.min(1f, Math.max(0f, factor * green[i] + shift));
      blue[i] = Math.min(1f, Math.max(0f, factor * blue[i] + shift));
    }
  }

  /** Three equal channels: .299 red + .587 green + .114 blue. */
  static void gray(float[][] block) {
    float[] red = block[0];
    float[] green = block[1];
    float[] blue = block[2];
    for (int i = 0; i < red.length; i++) {
      float gray = (RED * red[i] + GREEN * green[i]) + BLUE * blue[i];
      red[i] = gray;
      green[i] = gray;
      blue[i] = gray;
    }
  }
}
