package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the bytes are, decoding ends in pixels or in an {@link UndecodableImageException}, soon,
 * and within the limits. {@code -Dtest.fuzz=N} sets the number of inputs, {@code -Dtest.seed=N} the
 * seed.
 */
final class DecodeFuzzTest {
  private static final DecodeLimits LIMITS = new DecodeLimits(1_000_000, 1 << 20);

  /** Of heap, for an image: rasters of 8 bytes a pixel and copies of them. */
  private static final long MOST_BYTES = 64 * LIMITS.maxPixels();

  private static final long MOST_NANOS = 1_000_000_000;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  static LongStream seeds() {
    return LongStream.of(Long.getLong("test.seed", 1));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void badImagesAreRefusedSoonAndWithinLimits(long seed) {
    int inputs = Integer.getInteger("test.fuzz", 3_000);
    // Loading libraries takes time and memory of its own.
    Seeds.all().values().forEach(good -> assertThat(end(good, 1)).isEqualTo("decoded"));
    Mutation mutation = new Mutation(List.copyOf(Seeds.all().values()), seed);
    Map<String, Integer> ends = new TreeMap<>();
    long slowest = 0;
    for (int i = 0; i < inputs; i++) {
      byte[] encoded = mutation.next();
      long bytes = THREADS.getCurrentThreadAllocatedBytes();
      // Not by the clock on the wall: others may use this machine too.
      long start = THREADS.getCurrentThreadCpuTime();
      String end;
      try {
        end = end(encoded, i);
      } catch (Throwable e) {
        throw new AssertionError(shown(seed, i, encoded), e);
      }
      long nanos = THREADS.getCurrentThreadCpuTime() - start;
      ends.merge(end, 1, Integer::sum);
      slowest = Math.max(slowest, nanos);
      if (nanos > MOST_NANOS) {
        throw new AssertionError(nanos + " ns: " + shown(seed, i, encoded));
      }
      long taken = THREADS.getCurrentThreadAllocatedBytes() - bytes;
      if (taken > MOST_BYTES) {
        throw new AssertionError(taken + " bytes: " + shown(seed, i, encoded));
      }
    }
    System.out.printf(
        "decode fuzz: seed %d, %d inputs, %s, slowest %d ms%n",
        seed, inputs, ends, slowest / 1_000_000);
    assertThat(ends).containsKeys("decoded", "corrupt", "truncated", "unsupported", "too-large");
  }

  private static String end(byte[] encoded, int i) {
    DecodeSettings settings =
        new DecodeSettings(
            LIMITS,
            0x204060,
            i % 2 == 0 ? Truncated.STRICT : Truncated.SALVAGE,
            i % 8 == 7 ? Animations.REFUSE : Animations.FIRST_FRAME);
    try {
      Decoded decoded = ImageDecoder.decode(encoded, i % 3 == 0 ? 1 : 3, settings);
      Pixels pixels = decoded.pixels();
      assertThat((long) pixels.width() * pixels.height()).isLessThanOrEqualTo(LIMITS.maxPixels());
      assertThat(decoded.fraction()).isGreaterThan(0).isLessThanOrEqualTo(1);
      return decoded.fraction() < 1 ? "salvaged" : "decoded";
    } catch (UndecodableImageException e) {
      return e.reason();
    }
  }

  private static String shown(long seed, int i, byte[] encoded) {
    return "seed %d, input %d: %s".formatted(seed, i, HexFormat.of().formatHex(encoded));
  }
}
