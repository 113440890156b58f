package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.sources.UnusableInputException;
import java.io.FileNotFoundException;
import java.io.IOException;
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
        "io.github.simclrbeam.files.StoreException: gs://b/a: 403 | gs://b/a: 403",
        "java.io.FileNotFoundException: gs://b/a | there is no file gs://b/a",
        "/data/a.jpg | IllegalStateException: /data/a.jpg",
      })
  void whatAClusterTellsIsOneLineWithACure(String cause, String line) {
    RuntimeException thrown =
        new RuntimeException("job failed", new IllegalStateException(cause + "\nat somewhere"));
    assertThat(FailedRunException.of(thrown)).hasMessage(line).hasCause(thrown);
  }

  @Test
  void whatNamesTheFileIsToldAndNotWhatIsBelowIt() {
    IOException missing = new FileNotFoundException("gs://b/a");
    missing.initCause(new IllegalStateException("404 Not Found"));
    assertThat(FailedRunException.of(new RuntimeException("wrapped", missing)))
        .hasMessage("there is no file gs://b/a");
    // As Flink's client has it: of every cause a text.
    RuntimeException told =
        new RuntimeException(
            "io.github.simclrbeam.files.StoreException: gs://b/a: 503 Slow Down",
            new RuntimeException("com.example.ServerException: 503 Slow Down"));
    assertThat(FailedRunException.of(new RuntimeException("job failed", told)))
        .hasMessage("gs://b/a: 503 Slow Down");
  }

  @Test
  void whatCannotBeTidiedUpDoesNotHideTheFault() {
    FailedRunException fault = new FailedRunException("the cause", null);
    TemporaryFiles.remove("nowhere://b/a", fault);
    assertThat(fault).hasMessage("the cause");
    assertThat(fault.getSuppressed()).hasSize(1);
  }

  @Test
  void ourOwnExceptionIsToldAsItIs() {
    UnusableInputException ours = new UnusableInputException("the table has no column image");
    ours.initCause(new IllegalStateException("a deeper cause"));
    assertThat(FailedRunException.of(new RuntimeException("wrapped", ours)))
        .hasMessage("the table has no column image");
  }
}
