package io.github.simclrbeam.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.http.LowLevelHttpResponse;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.testing.http.MockHttpTransport;
import com.google.api.client.testing.http.MockLowLevelHttpRequest;
import com.google.api.client.testing.http.MockLowLevelHttpResponse;
import com.google.api.services.dataflow.Dataflow;
import com.google.api.services.dataflow.model.Job;
import io.github.simclrbeam.options.StageFailedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class JobsTest {
  @Test
  void activeJobsAreFoundOnEveryPage() {
    Jobs jobs =
        answering(
            200,
            """
            {"jobs": [{"id": "1", "name": "a-one", "currentState": "JOB_STATE_RUNNING"},
                      {"id": "2", "name": "b", "currentState": "JOB_STATE_RUNNING"}],
             "nextPageToken": "2"}""",
            """
            {"jobs": [{"id": "3", "name": "a-two", "currentState": "JOB_STATE_QUEUED"},
                      {"id": "4", "name": "a-three", "currentState": "JOB_STATE_FAILED"}]}""");

    assertThat(jobs.active("a-")).extracting(Job::getId).containsExactly("1", "3");
  }

  @Test
  void aRegionWithoutJobsAnswersWithNothing() {
    assertThat(answering(200, "{}").active("a")).isEmpty();
  }

  @Test
  void aRefusalIsOneLine() {
    Jobs jobs =
        answering(
            403,
            """
            {"error": {"code": 403, "message": "(1a): Current user cannot list jobs.\\nmore",
                       "status": "PERMISSION_DENIED"}}""");

    assertThatThrownBy(() -> jobs.active("a"))
        .isInstanceOf(StageFailedException.class)
        .hasMessage(
            "Dataflow does not tell which jobs run: (1a): Current user cannot list jobs. (HTTP"
                + " 403)");
  }

  private static Jobs answering(int status, String... texts) {
    Deque<String> answers = new ArrayDeque<>(List.of(texts));
    MockHttpTransport transport =
        new MockHttpTransport() {
          @Override
          public LowLevelHttpRequest buildRequest(String method, String url) {
            return new MockLowLevelHttpRequest(url) {
              @Override
              public LowLevelHttpResponse execute() {
                return new MockLowLevelHttpResponse()
                    .setStatusCode(status)
                    .setContentType("application/json; charset=UTF-8")
                    .setContent(answers.remove());
              }
            };
          }
        };
    DataflowPipelineOptions options = PipelineOptionsFactory.as(DataflowPipelineOptions.class);
    options.setProject("project");
    options.setRegion("region");
    options.setDataflowClient(
        new Dataflow.Builder(transport, GsonFactory.getDefaultInstance(), request -> {})
            .setApplicationName("test")
            .build());
    return new Jobs(options);
  }
}
