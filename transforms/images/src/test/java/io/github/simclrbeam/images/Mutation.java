package io.github.simclrbeam.images;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;

/** Makes bad images of good ones. */
final class Mutation {
  private static final int[] LIES = {
    0,
    1,
    2,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x3ff,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x7fffffff,
    0x80000000,
    -1
  };

  private final Random random;
  private final List<byte[]> seeds;

  Mutation(List<byte[]> seeds, long seed) {
    this.seeds = seeds;
    this.random = new Random(seed);
  }

  byte[] next() {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times && bytes.length > 8; i++) {
      bytes =
          switch (random.nextInt(6)) {
            case 0, 1 -> flipped(bytes);
            case 2, 3 -> lied(bytes);
            case 4 -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            default -> spliced(bytes);
          };
    }
    // Else most changed PNGs would be refused for their checksums alone.
    return random.nextInt(4) == 0 ? bytes : withChecksums(bytes);
  }

  private byte[] flipped(byte[] bytes) {
    int times = 1 + random.nextInt(8);
    for (int i = 0; i < times; i++) {
      bytes[place(bytes)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** Overwrites a number. */
  private byte[] lied(byte[] bytes) {
    int lie = LIES[random.nextInt(LIES.length)];
    int width = 1 << random.nextInt(3);
    boolean little = random.nextBoolean();
    int at = place(bytes);
    for (int i = 0; i < width && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (lie >> (8 * (little ? i : width - 1 - i)));
    }
    return bytes;
  }

  /** Begins as one image and ends as another, or leaves out or repeats a part of its own. */
  private byte[] spliced(byte[] bytes) {
    byte[] other = random.nextBoolean() ? bytes : seeds.get(random.nextInt(seeds.size()));
    byte[] head = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    return TestImages.join(head, TestImages.cut(other, random.nextInt(other.length), other.length));
  }

  /** Headers are where lies work. */
  private int place(byte[] bytes) {
    return random.nextInt(random.nextBoolean() ? bytes.length : Math.min(bytes.length, 64));
  }

  private static byte[] withChecksums(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    byte[] signature = "PNG".getBytes(StandardCharsets.US_ASCII);
    if (bytes.length < 8 || !Arrays.equals(bytes, 1, 4, signature, 0, 3)) {
      return bytes;
    }
    int at = 8;
    while (at + 12 <= bytes.length) {
      int length = buffer.getInt(at);
      if (length < 0 || length > bytes.length - at - 12) {
        return bytes;
      }
      CRC32 crc = new CRC32();
      crc.update(bytes, at + 4, length + 4);
      buffer.putInt(at + 8 + length, (int) crc.getValue());
      at += length + 12;
    }
    return bytes;
  }
}
