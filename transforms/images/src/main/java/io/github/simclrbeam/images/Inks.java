package io.github.simclrbeam.images;

/** Cyan, magenta, yellow and black as light, without a profile. */
final class Inks {
  private static final int FULL = 255;

  private Inks() {}

  /**
   * Returns red = (1 - cyan) x (1 - black), and so on, rounded.
   *
   * @param ink of one colour, 0 none .. 255 full
   * @param black ink, the same
   */
  static byte light(int ink, int black) {
    return (byte) (((FULL - ink) * (FULL - black) + FULL / 2) / FULL);
  }
}
