package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DevicesTest {
  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu,cpu,cpu", "gpu0", "gpu0,gpu1", "gpu3,gpu0"})
  void namesAreReadAndWritten(String names) {
    Devices devices = Devices.parse(names, 4);
    assertThat(devices.toString()).isEqualTo(names);
    assertThat(devices.count()).isEqualTo(names.split(",").length);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gpu1      | 0 | gpu1: there is no GPU that the engine's libraries can use; see SIMCLR_BEAM_TORCH",
        "gpu0,gpu1 | 1 | gpu1: this machine has 1 GPU",
        "gpu0,gpu0 | 1 | devices must name a GPU once, but was: gpu0,gpu0",
        "cpu,gpu0  | 1 | devices must be GPUs or the processor, not both, but was: cpu,gpu0",
        "gpu       | 1 | devices must be cpu, or names such as gpu0 with commas between, but was: 'gpu'",
        "gpu01     | 9 | devices must be cpu, or names such as gpu0 with commas between, but was: 'gpu01'",
        "gpu0,     | 1 | devices must be cpu, or names such as gpu0 with commas between, but was: ''",
        "cuda:0    | 1 | devices must be cpu, or names such as gpu0 with commas between, but was: 'cuda:0'"
      })
  void othersAreRefused(String names, int gpus, String message) {
    assertThatThrownBy(() -> Devices.parse(names, gpus))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void gpusOfAnotherMachineAreNotLookedFor() {
    assertThat(Devices.elsewhere("gpu7").toString()).isEqualTo("gpu7");
    assertThatThrownBy(() -> Devices.elsewhere("gpu-7")).hasMessageEndingWith("but was: 'gpu-7'");
  }

  @Test
  void modelsAndReplicasMustAgreeOnTheFirstDevice() {
    try (SimClrModel model = SmallModel.create(1)) {
      assertThatThrownBy(() -> Replicas.of(model, Devices.parse("gpu0,gpu1", 2)))
          .hasMessage("the first device must be the model's, cpu, but was: gpu0,gpu1");
    }
  }
}
