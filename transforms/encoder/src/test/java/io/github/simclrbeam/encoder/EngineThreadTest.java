package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class EngineThreadTest {
  @Test
  void threadsAreWhatWasSet() {
    int before = EngineThread.threads();
    EngineThread.setThreads(1);
    assertThat(EngineThread.threads()).isEqualTo(1);
    EngineThread.setThreads(before);
    assertThatThrownBy(() -> EngineThread.setThreads(0))
        .hasMessage("threads must be at least 1, but was: 0");
  }
}
