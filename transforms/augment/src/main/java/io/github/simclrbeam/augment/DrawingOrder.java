package io.github.simclrbeam.augment;

/**
 * Where each parameter's random number stands: block and word of {@link ViewRandom}. Part of the
 * contract between versions: a change changes every view, so new parameters take new addresses.
 *
 * <pre>
 * block    word 0       word 1      word 2      word 3
 * 0        flip?        jitter?     gray?       blur?
 * 1        brightness   contrast    saturation  hue
 * 2        order        blur sigma  -           -
 * 16 + t   area         aspect      x           y          of the crop's try t = 0 .. 99
 * </pre>
 */
final class DrawingOrder {
  static final int GATES = 0;
  static final int FLIP = 0;
  static final int JITTER = 1;
  static final int GRAY = 2;
  static final int BLUR = 3;

  static final int FACTORS = 1;
  static final int BRIGHTNESS = 0;
  static final int CONTRAST = 1;
  static final int SATURATION = 2;
  static final int HUE = 3;

  static final int REST = 2;
  static final int ORDER = 0;
  static final int SIGMA = 1;

  static final int CROP = 16;
  static final int CROP_TRIES = 100;
  static final int AREA = 0;
  static final int ASPECT = 1;
  static final int X = 2;
  static final int Y = 3;

  private DrawingOrder() {}
}
