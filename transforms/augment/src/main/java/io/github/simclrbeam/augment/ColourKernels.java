package io.github.simclrbeam.augment;

/**
 * The colour operations on planes with values in [0, 1]. Each limits its result to [0, 1] before
 * the next one sees it, as google-research/simclr does: limiting once at the end gives other
 * colours. On one channel saturation, hue and gray are identities.
 *
 * <p>Buffers are reused. Not thread-safe.
 */
final class ColourKernels {
  private static final float RED = 0.299f;
  private static final float GREEN = 0.587f;
  private static final float BLUE = 0.114f;

  private float[] gray = new float[0];
  private final HueKernel hue = new HueKernel();

  /** Applies the drawn jitter in its drawn order. */
  void jitter(Planes planes, JitterDraw draw) {
    for (JitterOperation operation : draw.order()) {
      switch (operation) {
        case BRIGHTNESS -> brightness(planes, (float) draw.brightness());
        case CONTRAST -> contrast(planes, (float) draw.contrast());
        case SATURATION -> saturation(planes, (float) draw.saturation());
        case HUE -> hue(planes, draw.hue());
      }
    }
  }

  /** Every value times the factor. */
  void brightness(Planes planes, float factor) {
    for (int channel = 0; channel < planes.channels(); channel++) {
      float[] plane = planes.plane(channel);
      Rows.scale(plane, factor, plane.length);
    }
  }

  /** Factor * value + (1 - factor) * m, with m the mean of the view's gray. */
  void contrast(Planes planes, float factor) {
    double mean = Rows.mean(planes.plane(0), planes.plane(0).length);
    if (planes.channels() == 3) {
      mean =
          RED * mean
              + GREEN * Rows.mean(planes.plane(1), planes.plane(1).length)
              + BLUE * Rows.mean(planes.plane(2), planes.plane(2).length);
    }
    float addend = (1 - factor) * (float) mean;
    for (int channel = 0; channel < planes.channels(); channel++) {
      float[] plane = planes.plane(channel);
      Rows.scaleAndShift(plane, factor, addend, plane.length);
    }
  }

  /** Factor * value + (1 - factor) * the pixel's gray. */
  void saturation(Planes planes, float factor) {
    if (planes.channels() == 1) {
      return;
    }
    toGray(planes);
    for (int channel = 0; channel < 3; channel++) {
      float[] plane = planes.plane(channel);
      Rows.blend(plane, factor, gray, 1 - factor, plane.length);
    }
  }

  /** Turns the hue by a share of a full turn, in [-0.5, 0.5]; HSV value and saturation stay. */
  void hue(Planes planes, double turns) {
    if (planes.channels() == 3) {
      hue.turn(planes, turns);
    }
  }

  /** Three equal channels: .299 red + .587 green + .114 blue. */
  void gray(Planes planes) {
    if (planes.channels() == 1) {
      return;
    }
    toGray(planes);
    for (int channel = 0; channel < 3; channel++) {
      System.arraycopy(gray, 0, planes.plane(channel), 0, planes.plane(channel).length);
    }
  }

  private void toGray(Planes planes) {
    int length = planes.plane(0).length;
    if (gray.length < length) {
      gray = new float[length];
    }
    Rows.weigh(gray, planes.plane(0), RED, length);
    Rows.add(gray, planes.plane(1), GREEN, length);
    Rows.add(gray, planes.plane(2), BLUE, length);
  }
}
