package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobSightTest {
  private Instant now = Instant.EPOCH;
  private IOException fault;
  private final JobSight sight = new JobSight(this::answer, () -> now);

  private void answer() throws IOException {
    if (fault != null) {
      throw fault;
    }
  }

  private static IOException status(int code) {
    return new HttpResponseException.Builder(code, "no", new HttpHeaders()).build();
  }

  @Test
  void aServiceThatRefusesIsNotAskedAgain() {
    for (int code : new int[] {401, 403, 404}) {
      fault = status(code);
      assertThatThrownBy(sight::look).isSameAs(fault);
    }
  }

  @Test
  void aSilenceIsBorneForAWhileFromTheLastAnswerOn() throws IOException {
    for (IOException silence : new IOException[] {status(503), status(429), new IOException()}) {
      fault = null;
      sight.look();
      fault = silence;
      now = now.plus(JobSight.LONGEST_SILENCE);
      sight.look();
      now = now.plus(Duration.ofSeconds(1));
      assertThatThrownBy(sight::look).isSameAs(silence);
    }
    assertThat(now).isAfter(Instant.EPOCH);
  }
}
