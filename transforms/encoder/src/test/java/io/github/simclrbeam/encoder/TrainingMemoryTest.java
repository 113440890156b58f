package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Native memory does not grow with the steps (djl issues 1317 and 2210: it did, each epoch). */
final class TrainingMemoryTest {
  @TempDir Path directory;

  /** The heap is touched at the start, so that what grows is not Java's. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void threeHundredStepsWithCheckpointsTakeNoMoreMemoryThanAHundred() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms256m",
                "-Xmx256m",
                "-XX:+AlwaysPreTouch",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingMemory.class.getName(),
                directory.toString(),
                "300",
                "50")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<long[]> lines;
    try (var out = process.inputReader()) {
      lines =
          out.lines()
              .map(line -> Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray())
              .toList();
    }
    assertThat(process.waitFor()).isZero();
    lines.forEach(line -> System.out.println(Arrays.toString(line)));
    assertThat(lines).hasSize(6);
    assertThat(lines.stream().map(line -> line[1]).distinct()).as("arrays").hasSize(1);
    for (long[] line : lines.subList(2, 6)) {
      assertThat(line[2])
          .as("kilobytes after %d steps", line[0])
          .isLessThan(lines.get(1)[2] * 101 / 100);
    }
  }
}
