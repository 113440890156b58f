package io.github.simclrbeam.augment;

/** One of the four operations of the colour jitter. */
public enum JitterOperation {
  BRIGHTNESS,
  CONTRAST,
  SATURATION,
  HUE
}
