package io.github.simclrbeam.sources;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Seeded damage to files. */
final class Mutations {
  private static final int[] LIES = {0, 1, 0x7f, 0x80, 0xfe, 0xff};

  private Mutations() {}

  /** Returns a damaged copy: one to four flips, lies about lengths, cuts, repeats or losses. */
  static byte[] damaged(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times && bytes.length > 0; i++) {
      bytes = once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, SplittableRandom random) {
    // Headers are where lies tell: half of the damage goes there.
    int reach = random.nextBoolean() ? Math.min(bytes.length, 600) : bytes.length;
    int at = random.nextInt(reach);
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> {
        int length = Math.min(bytes.length - at, 1 << random.nextInt(4));
        Arrays.fill(bytes, at, at + length, (byte) LIES[random.nextInt(LIES.length)]);
      }
      case 2 -> bytes = Arrays.copyOf(bytes, at);
      case 3 -> bytes = without(bytes, at, 1 + random.nextInt(64));
      default -> bytes = repeated(bytes, at, 1 + random.nextInt(64));
    }
    return bytes;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    int end = Math.min(bytes.length, at + length);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
    System.arraycopy(bytes, end, shorter, at, bytes.length - end);
    return shorter;
  }

  private static byte[] repeated(byte[] bytes, int at, int length) {
    int end = Math.min(bytes.length, at + length);
    byte[] longer = Arrays.copyOf(bytes, bytes.length + end - at);
    System.arraycopy(bytes, at, longer, end, bytes.length - at);
    return longer;
  }
}
