package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.sources.UnusableInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailedRunExceptionTest {
  /** On the left what the deepest cause said, as Java 17 and Flink 1.19 word it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "io.github.simclrbeam.beam.TooManyBadImagesException: 3 of 4 images | 3 of 4 images",
        "java.lang.UnsatisfiedLinkError: Native Library /x/lib.so already loaded in another classloader"
            + " | java.lang.UnsatisfiedLinkError: Native Library /x/lib.so already loaded in another"
            + " classloader; native libraries load once a process: put the program on the cluster's"
            + " own class path (infra/docs/CLUSTERS.md)",
        "Unable to make field private final byte[] java.lang.String.value accessible: module java.base"
            + " does not \"opens java.lang\" to unnamed module @6d31"
            + " | Unable to make field private final byte[] java.lang.String.value accessible: module"
            + " java.base does not \"opens java.lang\" to unnamed module @6d31; start java with"
            + " --add-opens=java.base/java.lang=ALL-UNNAMED (infra/docs/CLUSTERS.md)",
        "/data/a.jpg | IllegalStateException: /data/a.jpg",
      })
  void whatAClusterTellsIsOneLineWithACure(String cause, String line) {
    RuntimeException thrown =
        new RuntimeException("job failed", new IllegalStateException(cause + "\nat somewhere"));
    assertThat(FailedRunException.of(thrown)).hasMessage(line).hasCause(thrown);
  }

  @Test
  void ourOwnExceptionIsToldAsItIs() {
    UnusableInputException ours = new UnusableInputException("the table has no column image");
    ours.initCause(new IllegalStateException("a deeper cause"));
    assertThat(FailedRunException.of(new RuntimeException("wrapped", ours)))
        .hasMessage("the table has no column image");
  }
}
