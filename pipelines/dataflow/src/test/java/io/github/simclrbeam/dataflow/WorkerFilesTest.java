package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.beam.sdk.options.FileStagingOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class WorkerFilesTest {
  @Test
  void viewsLeaveTheEnginesBehind() {
    assertThat(WorkerFiles.isUsed("views", "pytorch-native-cpu-2.7.1-linux-x86_64.jar")).isFalse();
    assertThat(WorkerFiles.isUsed("views", "openblas-0.3.31-1.5.13.jar")).isFalse();
    assertThat(WorkerFiles.isUsed("views", "opencv-4.13.0-1.5.13-linux-x86_64.jar")).isTrue();
    assertThat(WorkerFiles.isUsed("embed", "pytorch-native-cpu-2.7.1-linux-x86_64.jar")).isTrue();
  }

  @Test
  void noWorkerIsToldToLogToItsConsole() {
    assertThat(WorkerFiles.isUsed("views", "slf4j-simple-2.0.17.jar")).isFalse();
    assertThat(WorkerFiles.isUsed("embed", "slf4j-simple-2.0.17.jar")).isFalse();
    assertThat(WorkerFiles.isUsed("embed", "slf4j-api-2.0.17.jar")).isTrue();
  }

  @Test
  void filesThatTheUserNamesAreTheFiles() {
    FileStagingOptions options = PipelineOptionsFactory.as(FileStagingOptions.class);
    options.setFilesToStage(List.of("mine.jar", "slf4j-simple-2.0.17.jar"));

    assertThat(WorkerFiles.of("views", options))
        .containsExactly("mine.jar", "slf4j-simple-2.0.17.jar");
  }
}
