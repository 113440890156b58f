package io.github.simclrbeam.augment;

import java.util.SplittableRandom;

/** Synthetic images, equal on every machine: integer arithmetic only. */
final class TestImages {
  private TestImages() {}

  /** Smooth shades with edges and a little noise, so that every operation has an effect. */
  static byte[] photo(int width, int height, int channels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[width * height * channels];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int block = ((x * 5 / width) + (y * 4 / height)) % 2 * 60;
        for (int channel = 0; channel < channels; channel++) {
          int shade =
              switch (channel) {
                case 0 -> 180 * x / width;
                case 1 -> 180 * y / height;
                default -> 180 - 90 * x / width - 90 * y / height;
              };
          bytes[at++] = (byte) (shade + block + random.nextInt(12));
        }
      }
    }
    return bytes;
  }

  /** Every value drawn alone. */
  static byte[] noise(int width, int height, int channels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[width * height * channels];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** One colour everywhere. */
  static byte[] constant(int width, int height, int... colour) {
    byte[] bytes = new byte[width * height * colour.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) colour[i % colour.length];
    }
    return bytes;
  }
}
