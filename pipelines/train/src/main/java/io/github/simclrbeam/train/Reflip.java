package io.github.simclrbeam.train;

/**
 * A fresh horizontal flip of each drawn view with probability 1/2: a pure function of seed, epoch,
 * image index and place in the pair. It multiplies the distinct pairs that K stored views give by
 * four at the cost of a copy.
 */
final class Reflip {
  private Reflip() {}

  /** Returns whether the view at this place of the pair (0 or 1) is flipped in this epoch. */
  static boolean flips(long seed, long epoch, long image, int place) {
    return KeyedRandom.of(seed, Draw.REFLIP, epoch, image, place).flip();
  }

  /** Flips the square view of size x size x channels bytes, row-major, that starts at offset. */
  static void flip(byte[] pixels, int offset, int size, int channels) {
    for (int y = 0; y < size; y++) {
      int left = offset + y * size * channels;
      int right = left + (size - 1) * channels;
      for (; left < right; left += channels, right -= channels) {
        for (int c = 0; c < channels; c++) {
          byte value = pixels[left + c];
          pixels[left + c] = pixels[right + c];
          pixels[right + c] = value;
        }
      }
    }
  }
}
