package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCheckpointsTest {
  @TempDir Path directory;
  private RunCheckpoints checkpoints;

  @BeforeEach
  void open() {
    checkpoints = new RunCheckpoints(directory.toString(), Disk.local());
  }

  private void checkpoint(String name, String... files) throws IOException {
    Path checkpoint = Files.createDirectories(directory.resolve("checkpoints").resolve(name));
    for (String file : files) {
      Files.writeString(checkpoint.resolve(file), "x");
    }
  }

  private void whole(String name) throws IOException {
    checkpoint(name, "encoder.safetensors", "state.json");
  }

  private void measured(String name, double value) throws IOException {
    best().measure(name, new MonitoredNumber("epoch loss", value, false));
  }

  private BestFile best() throws IOException {
    return BestFile.open(
        directory.resolve("checkpoints/best.json").toString(), DurableFiles.local());
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(directory.resolve("checkpoints"))) {
      return paths
          .filter(Files::isDirectory)
          .map(p -> p.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void onlyTheLatestWholeOnesAreKept() throws IOException {
    whole("step-00000001");
    whole("step-00000002");
    checkpoint("step-00000003", "encoder.safetensors");
    whole("step-00000004");
    whole("step-00000005");
    checkpoints.keepLatest(3);
    assertThat(names()).containsExactly("step-00000002", "step-00000004", "step-00000005");
    assertThat(checkpoints.latest().orElseThrow()).endsWith("checkpoints/step-00000005");
  }

  @Test
  void theLatestIsOfTheMostStepsWhenDigitsRunOut() throws IOException {
    whole("step-99999999");
    whole("step-100000000");
    assertThat(checkpoints.latest().orElseThrow()).endsWith("checkpoints/step-100000000");
    checkpoints.keepLatest(1);
    assertThat(names()).containsExactly("step-100000000");
  }

  @Test
  void aRunWithoutCheckpointHasNoLatest() throws IOException {
    assertThat(checkpoints.latest()).isEmpty();
    checkpoints.keepLatest(3);
    checkpoints.settle();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theBestStaysHoweverOldItIs() throws IOException {
    for (int step = 1; step <= 6; step++) {
      whole("step-0000000" + step);
      measured("step-0000000" + step, step == 2 ? 1.5 : 3);
    }
    checkpoints.keepLatest(2);
    assertThat(names()).containsExactly("step-00000002", "step-00000005", "step-00000006");
    assertThat(directory.resolve("checkpoints/best.json"))
        .content()
        .contains("\"checkpoint\": \"step-00000002\"", "\"number\": \"epoch loss\"");
    whole("step-00000007");
    measured("step-00000007", 1.25);
    checkpoints.keepLatest(2);
    assertThat(names()).containsExactly("step-00000006", "step-00000007");
  }

  @Test
  void onesThatAreNotThereCannotBeTheBestAndTheEarlierOfEqualsIs() throws IOException {
    measured("step-00000001", 2);
    measured("step-00000002", 2);
    measured("step-00000003", 1);
    assertThat(best().among(List.of("step-00000002", "step-00000001"))).contains("step-00000001");
  }

  @Test
  void ofEqualAccuraciesTheEarlierOneIsTheBestWhateverTheDigits() throws IOException {
    List<String> both = List.of("step-100000000", "step-99999999");
    for (String name : both) {
      best().measure(name, MonitoredNumber.knn(0.75, "40 images"));
    }
    assertThat(best().among(both)).contains("step-99999999");
    best().measure("step-100000000", MonitoredNumber.knn(0.8, "40 images"));
    assertThat(best().among(both)).contains("step-100000000");
  }

  @Test
  void numbersThatAreNotFiniteDoNotCountAndAnotherNumberStartsAnew() throws IOException {
    List<String> both = List.of("step-00000001", "step-00000002");
    measured("step-00000001", Double.NaN);
    assertThat(best().among(both)).isEmpty();
    measured("step-00000001", 0.5);
    assertThat(best().among(both)).contains("step-00000001");
    best().measure("step-00000002", new MonitoredNumber("accuracy", 0.25, true));
    assertThat(best().among(both)).contains("step-00000002");
    best().measure("step-00000001", new MonitoredNumber("accuracy", 0.5, true));
    assertThat(best().among(both)).contains("step-00000001");
  }

  @Test
  void aDamagedBestFileIsNoHindrance() throws IOException {
    whole("step-00000001");
    Files.writeString(directory.resolve("checkpoints/best.json"), "{");
    checkpoints.keepLatest(3);
    measured("step-00000001", 1);
    checkpoints.keepLatest(3);
    assertThat(directory.resolve("checkpoints/best.json")).content().contains("step-00000001");
  }

  @Test
  void oneSetAsideIsNeitherReadNorCountedNorDeleted() throws IOException {
    whole("step-00000001");
    whole("step-00000002");
    assertThat(checkpoints.setAside(directory + "/checkpoints/step-00000002"))
        .isEqualTo(directory + "/checkpoints/damaged-step-00000002");
    assertThat(checkpoints.latest().orElseThrow()).endsWith("step-00000001");
    checkpoints.keepLatest(1);
    assertThat(names()).containsExactly("damaged-step-00000002", "step-00000001");
  }
}
