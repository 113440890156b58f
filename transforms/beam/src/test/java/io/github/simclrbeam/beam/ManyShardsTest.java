package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker holds open does not grow with the number of shards. */
final class ManyShardsTest {
  @TempDir Path directory;

  @BeforeEach
  void register() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
  }

  @AfterEach
  void revive() {
    CrashingStore.revive();
  }

  /** A writer to an object store has a buffer of megabytes: 200 at once would be gigabytes. */
  @Test
  void oneWorkerWritesTwoHundredShardsOneFileAfterTheOther() throws Exception {
    Path input =
        TestImages.write(directory.resolve("in/x-images-idx3-ubyte"), TestImages.idx(2_000, 4, 4));
    CrashingStore.countOpenFiles();
    new HandRun(input.toString(), CrashingStore.uri(directory.resolve("out")), 200).run();
    assertThat(ShardRun.manifest(directory, "out").getShardsCount()).isEqualTo(200);
    assertThat(CrashingStore.mostOpenFiles()).isEqualTo(1);
  }
}
