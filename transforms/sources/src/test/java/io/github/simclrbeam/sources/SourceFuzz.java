package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.files.StoredFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What every source holds to, whatever the bytes of its file: listing and reading end with images,
 * with faults, or with a refusal of the file as a whole, each within a second of CPU; nothing else
 * is thrown.
 */
final class SourceFuzz {
  private static final int INPUTS = Integer.getInteger("test.fuzz", 150);
  private static final long SEED = Long.getLong("test.seed", 1);
  private static final long MOST_BYTES = 1 << 20;

  /** Another process's load is no fault of the file. */
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  private int images;
  private int faults;
  private int refused;
  private long slowest;

  private SourceFuzz() {}

  /**
   * Damages each good file, by the name it needs, so many times as {@code test.fuzz} says.
   *
   * @param directory an empty one, for the damaged files
   */
  static void run(Path directory, Map<String, byte[]> goodFiles) throws IOException {
    for (Map.Entry<String, byte[]> good : goodFiles.entrySet()) {
      SourceFuzz fuzz = new SourceFuzz();
      fuzz.run(directory, good.getKey(), good.getValue());
      System.out.printf(
          "fuzz of %s, seed %d: %d inputs, %d images, %d faults, %d files refused, slowest %d ms%n",
          good.getKey(),
          SEED,
          INPUTS,
          fuzz.images,
          fuzz.faults,
          fuzz.refused,
          fuzz.slowest / 1_000_000);
    }
  }

  private void run(Path directory, String name, byte[] good) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    // Classes are loaded by the undamaged file.
    Files.write(file, good);
    read(file, -1);
    images = 0;
    faults = 0;
    for (int i = 0; i < INPUTS; i++) {
      SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + i);
      byte[] damaged = Mutations.damaged(good, random);
      Files.write(file, damaged);
      long start = CPU.getCurrentThreadCpuTime();
      read(file, i);
      long taken = CPU.getCurrentThreadCpuTime() - start;
      slowest = Math.max(slowest, taken);
      assertThat(taken).as("%s, seed %d, input %d, ns", name, SEED, i).isLessThan(1_000_000_000L);
    }
    Files.delete(file);
  }

  private void read(Path file, int input) {
    ContentReader reader = ContentReader.of(MOST_BYTES, new PlainFiles(), millis -> {});
    try {
      ImageSource.open(file.toString(), SourceSettings.DEFAULT)
          .forEach(
              image -> {
                if (reader.read(image) instanceof ImageContent.Unusable) {
                  faults++;
                } else {
                  images++;
                }
              });
    } catch (UnusableInputException | FileNotFoundException e) {
      assertThat(e.getMessage()).isNotBlank();
      refused++;
    } catch (IOException | RuntimeException | Error e) {
      throw new AssertionError(
          "%s, seed %d, input %d".formatted(file.getFileName(), SEED, input), e);
    }
  }

  private static final class PlainFiles implements ContentReader.Storage {
    @Override
    public byte[] read(String uri, long most) throws IOException {
      byte[] bytes = StoredFile.read(uri);
      return Arrays.copyOf(bytes, (int) Math.min(bytes.length, most));
    }

    @Override
    public byte[] read(String uri, long offset, int length) throws IOException {
      return StoredFile.read(uri, offset, length);
    }
  }
}
