package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CloudForecastTest {
  private static final Prices PRICES =
      new Prices(
          "USD",
          "us-central1",
          "2026-11-26",
          "here",
          new Prices.Price(0.05),
          new Prices.Price(0.004),
          new Prices.Price(0.0001),
          new Prices.Price(0.01),
          new Prices.Workers(25, 100, 0.5),
          Map.of("n2-standard", 4.0, "n1-highcpu", 0.9));

  @TempDir Path directory;

  @Test
  void workersAreBilledFromTheirStartToTheEnd() {
    // One core would work two hours: eight vCPUs, each half a core, half an hour. Before that all
    // start, and each machine's four vCPUs warm up: 100 s, and 2 s x 400.
    BeamCost beam = new BeamCost(5, 600, 15e-3, 15e-5);
    double cpu = 7_200 - 150;
    Forecast forecast = new Forecast(1_000_000, true, 1_000_000, 64, 2, 1, cpu, 200, 640, beam);
    CloudForecast cloud =
        CloudForecast.of(forecast, 250, 2, new MachineType("n2-standard-4", 4, 16), PRICES);
    double seconds = 100 + 400 + 1_800;
    double hours = seconds / 3_600;
    assertThat(cloud.wallSeconds()).isEqualTo(seconds, within(1e-6));
    assertThat(cloud.vcpuHours()).isEqualTo(8 * hours, within(1e-9));
    assertThat(cloud.memoryGbHours()).isEqualTo(32 * hours, within(1e-9));
    assertThat(cloud.diskGbHours()).isEqualTo(50 * hours, within(1e-9));
    // 250 bytes of a million images, twice written and read.
    assertThat(cloud.shuffleGb()).isEqualTo(1, within(1e-9));
    assertThat(cloud.cost())
        .isEqualTo(hours * (8 * 0.05 + 32 * 0.004 + 50 * 0.0001) + 0.01, within(1e-9));
  }

  @Test
  void fewChunksLeaveWorkersWithoutWork() {
    Forecast forecast = new Forecast(0, true, 0, 1, 2, 1, 3_600, 0, 2, new BeamCost(5, 0, 0, 0));
    MachineType machine = new MachineType("n2-standard-4", 4, 16);
    assertThat(CloudForecast.of(forecast, 0, 10, machine, PRICES).wallSeconds())
        .isEqualTo(100 + 3_600 / 2 / 0.5, within(1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "n2-standard-4, 4, 16",
    "n1-highcpu-16, 16, 14.4",
    "custom-2-3072, 2, 3",
    "n2-custom-6-20480, 6, 20"
  })
  void aMachineTypeTellsItsVcpusAndItsMemory(String name, int vcpus, double memoryGb) {
    Problems problems = new Problems();
    assertThat(MachineType.named(name, PRICES, problems))
        .hasValue(new MachineType(name, vcpus, memoryGb));
    assertThat(problems.isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"n3-standard-4", "n2-standard", "n2-standard-0", "4", ""})
  void anUnknownMachineTypeIsRefusedWithThoseThatAreKnown(String name) {
    Problems problems = new Problems();
    assertThat(MachineType.named(name, PRICES, problems)).isEmpty();
    assertThat(problems.found())
        .singleElement()
        .extracting(Problem::toString)
        .asString()
        .contains("--machineType", "n1-highcpu, n2-standard", "but was: " + name);
  }

  @Test
  void theBundledPricesCanBeReadAndKnowTheDefaultMachine() throws Exception {
    Problems problems = new Problems();
    Optional<Prices> prices =
        Prices.read(Path.of("../../infra/dataflow/prices.json").toString(), problems);
    assertThat(problems.found()).isEmpty();
    assertThat(prices.orElseThrow().currency()).isEqualTo("USD");
    assertThat(MachineType.named("n2-standard-4", prices.get(), problems)).isPresent();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | lacks currency",
        "'' | lacks everything",
        "{\"currency\": | is no table of prices",
        "{\"currency\":\"USD\",\"region\":\"r\",\"date\":\"d\",\"source\":\"s\"} | lacks vcpuHour",
      })
  void aFileThatIsNoTableOfPricesIsRefusedWithWhatItLacks(String text, String message)
      throws Exception {
    Path file = Files.writeString(directory.resolve("prices.json"), text);
    Problems problems = new Problems();
    assertThat(Prices.read(file.toString(), problems)).isEmpty();
    assertThat(problems.found())
        .singleElement()
        .asString()
        .contains("--prices", file.toString(), message);
  }

  @Test
  void aFileOfPricesThatIsNotThereIsRefused() throws Exception {
    Problems problems = new Problems();
    assertThat(Prices.read(directory + "/none.json", problems)).isEmpty();
    assertThat(problems.found()).singleElement().asString().contains("--prices", "none.json");
  }
}
