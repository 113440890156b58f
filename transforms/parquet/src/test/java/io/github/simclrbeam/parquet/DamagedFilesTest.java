package io.github.simclrbeam.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random damage: {@code -Dtest.fuzz=100000} tries as many, {@code -Dtest.seed=1} others. */
class DamagedFilesTest {
  private static final int TRIES = Integer.getInteger("test.fuzz", 400);
  private static final long SEED = Long.getLong("test.seed", 1);

  /** Reading a whole one takes less than two. */
  private static final long MOST_BYTES = 16L << 20;

  private static final long MOST_NANOS = 1_000_000_000;

  @TempDir Path directory;

  @Test
  void damageIsReportedOrValuesComeOutAndNeitherTakesLongNorMuchMemory() throws IOException {
    List<byte[]> wholes = wholes();
    SplittableRandom random = new SplittableRandom(SEED);
    Path file = directory.resolve("damaged.parquet");
    int reported = 0;
    long slowest = 0;
    long largest = 0;
    for (int i = 0; i < TRIES; i++) {
      byte[] damaged = damage(wholes.get(i % wholes.size()), random);
      Files.write(file, damaged);
      Effort effort = attempt(file, i);
      reported += effort.problem().isEmpty() ? 0 : 1;
      slowest = Math.max(slowest, effort.nanos());
      largest = Math.max(largest, effort.bytes());
      assertThat(effort.bytes()).as("bytes of try %d, seed %d", i, SEED).isLessThan(MOST_BYTES);
      assertThat(effort.nanos()).as("time of try %d, seed %d", i, SEED).isLessThan(MOST_NANOS);
    }
    System.out.printf(
        "damaged Parquet files: seed %d, %d tried, %d reported, slowest %d ms, most %d KiB%n",
        SEED, TRIES, reported, slowest / 1_000_000, largest >> 10);
    assertThat(reported).isGreaterThan(TRIES / 4);
  }

  @Test
  void aFileCutAnywhereIsReported() throws IOException {
    for (byte[] whole : wholes()) {
      for (int length = 0; length < whole.length; length += 1 + whole.length / 100) {
        Path file = Files.write(directory.resolve("cut.parquet"), Arrays.copyOf(whole, length));
        assertThat(Effort.of(file).problem()).as("cut at %d", length).isNotEmpty();
      }
    }
  }

  private static Effort attempt(Path file, int number) throws IOException {
    try {
      return Effort.of(file);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("try %d, seed %d: %s".formatted(number, SEED, e), e);
    }
  }

  /** Files as pyarrow writes them, and as we do: all the layouts that matter. */
  private static List<byte[]> wholes() throws IOException {
    List<byte[]> wholes = new ArrayList<>();
    for (String name : List.of("images.parquet", "types.parquet", "deltas.parquet")) {
      wholes.add(Files.readAllBytes(Path.of("src/test/resources/tables", name)));
    }
    wholes.add(ImageRows.file(120));
    return wholes;
  }

  private static byte[] damage(byte[] whole, SplittableRandom random) {
    byte[] damaged = whole.clone();
    int at = random.nextInt(whole.length);
    switch (random.nextInt(6)) {
      case 0 -> damaged = Arrays.copyOf(whole, at);
      case 1 -> {
        // A piece is missing, and all behind it stands elsewhere.
        int gap = random.nextInt(1, 20);
        int behind = Math.min(whole.length, at + gap);
        System.arraycopy(whole, behind, damaged, at, whole.length - behind);
        damaged = Arrays.copyOf(damaged, whole.length - (behind - at));
      }
      case 2 -> {
        // The largest numbers, as the format's varints and as plain integers.
        long number = random.nextBoolean() ? 0x07ff_ffff_ffL : 0xffff_ff7fL;
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(Long.reverseBytes(number)).array();
        System.arraycopy(bytes, 0, damaged, at, Math.min(5, whole.length - at));
      }
      default -> {
        for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
          damaged[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
    }
    return damaged;
  }
}
