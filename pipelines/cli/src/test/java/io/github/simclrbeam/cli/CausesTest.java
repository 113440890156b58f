package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class CausesTest {
  @Test
  void theDeepestCauseSpeaksAndOnlyItsFirstLine() {
    Exception cause = new IOException("disk full\n at somewhere");
    assertThat(Causes.inOneLine(new IllegalStateException("wrapped", cause)))
        .isEqualTo("disk full");
  }

  @Test
  void aBareFileNameIsPutInWords() {
    assertThat(Causes.inOneLine(new FileNotFoundException("a.png")))
        .isEqualTo("there is no file a.png");
  }

  @Test
  void aHostThatIsNotThereIsCalledOne() {
    assertThat(Causes.inOneLine(new UnknownHostException("storage.example")))
        .isEqualTo("cannot reach the host storage.example");
  }

  @Test
  void anErrorWithoutWordsIsNamedByItsClass() {
    assertThat(Causes.inOneLine(new NoClassDefFoundError("org/x/Y")))
        .isEqualTo("no class def found error: org/x/Y");
    assertThat(Causes.inOneLine(new IllegalStateException())).isEqualTo("illegal state exception");
  }

  @Test
  void aMissingFileSpeaksForWhatAStoresClientSaidBelowIt() {
    FileNotFoundException missing = new FileNotFoundException("s3://bucket/a.png");
    missing.initCause(new IllegalStateException("The specified key does not exist."));
    assertThat(Causes.inOneLine(new IllegalStateException(missing)))
        .isEqualTo("there is no file s3://bucket/a.png");
  }
}
