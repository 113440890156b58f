package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class Crc32cCombineTest {
  static LongStream seeds() {
    return LongStream.range(0, 20).map(i -> Long.getLong("test.seed", 1) + i);
  }

  @Test
  void checkValueComesFromItsParts() {
    byte[] all = "123456789".getBytes(StandardCharsets.US_ASCII);
    for (int split = 0; split <= all.length; split++) {
      int combined =
          Crc32cCombine.combine(
              crc(all, 0, split), crc(all, split, all.length), all.length - split);
      assertThat(combined).isEqualTo(0xe3069283);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void partsOfAnyLengthCombine(long seed) {
    Random random = new Random(seed);
    byte[] all = new byte[1 + random.nextInt(100_000)];
    random.nextBytes(all);
    int split = random.nextInt(all.length + 1);
    int combined =
        Crc32cCombine.combine(crc(all, 0, split), crc(all, split, all.length), all.length - split);
    assertThat(combined).isEqualTo(crc(all, 0, all.length));
  }

  @Test
  void combiningIsAssociativeBeyondFourGibibytes() {
    int a = 0x12345678;
    int b = 0x9abcdef0;
    int c = 0x0fedcba9;
    long lengthB = 5L << 30;
    long lengthC = (9L << 30) + 13;
    int left = Crc32cCombine.combine(Crc32cCombine.combine(a, b, lengthB), c, lengthC);
    int right = Crc32cCombine.combine(a, Crc32cCombine.combine(b, c, lengthC), lengthB + lengthC);
    assertThat(left).isEqualTo(right);
  }

  @Test
  void nothingIsNeutral() {
    assertThat(Crc32cCombine.combine(0xdeadbeef, 0, 0)).isEqualTo(0xdeadbeef);
    assertThat(Crc32cCombine.combine(0, 0xdeadbeef, 77)).isEqualTo(0xdeadbeef);
  }

  @Test
  void negativeLengthIsRefused() {
    assertThatThrownBy(() -> Crc32cCombine.combine(1, 2, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lengthB must be >= 0, but was: -1");
  }

  private static int crc(byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }
}
