package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.client.http.HttpHeaders;
import com.google.api.client.http.HttpResponseException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;

class ServiceAnswerTest {
  @Test
  void anAnswerIsFoundBehindWrappings() {
    RuntimeException thrown =
        new RuntimeException("Failed to create a job", answer(403, "no\nway"));

    assertThat(ServiceAnswer.in(thrown)).contains(new ServiceAnswer(403, "no"));
    assertThat(ServiceAnswer.describe(thrown)).isEqualTo("no (HTTP 403)");
  }

  @Test
  void withoutAnAnswerTheDeepestCauseSpeaks() {
    RuntimeException thrown =
        new RuntimeException("Failed to create a job", new ConnectException("Connection refused"));

    assertThat(ServiceAnswer.in(thrown)).isEmpty();
    assertThat(ServiceAnswer.describe(thrown)).isEqualTo("Connection refused");
    assertThat(ServiceAnswer.describe(new ConnectException("host")))
        .isEqualTo("ConnectException: host");
  }

  @Test
  void onlyTheClientsFaultsAreRefusals() {
    assertThat(ServiceAnswer.in(answer(400, "x")).orElseThrow().isRefusal()).isTrue();
    assertThat(ServiceAnswer.in(answer(499, "x")).orElseThrow().isRefusal()).isTrue();
    assertThat(ServiceAnswer.in(answer(503, "x")).orElseThrow().isRefusal()).isFalse();
  }

  private static HttpResponseException answer(int status, String message) {
    return new HttpResponseException.Builder(status, "", new HttpHeaders())
        .setMessage(message)
        .build();
  }
}
