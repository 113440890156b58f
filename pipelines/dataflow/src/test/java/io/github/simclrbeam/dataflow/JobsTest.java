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
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.options.StageFailedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;

class JobsTest {
  private static final StageJob NIGHTLY = stage("gs://bucket/test", "gs://bucket/photos");

  @Test
  void activeJobsAreFoundOnEveryPage() {
    Jobs jobs =
        answering(
            200,
            """
            {"jobs": [{"id": "1", "name": "one", "currentState": "JOB_STATE_RUNNING"},
                      {"id": "2", "name": "two", "currentState": "JOB_STATE_RUNNING",
                       "type": "JOB_TYPE_STREAMING"}],
             "nextPageToken": "2"}""",
            """
            {"jobs": [{"id": "3", "name": "three", "currentState": "JOB_STATE_QUEUED"},
                      {"id": "4", "name": "four", "currentState": "JOB_STATE_FAILED"}]}""");

    assertThat(jobs.active()).extracting(Job::getId).containsExactly("1", "3");
  }

  @Test
  void aRegionWithoutJobsAnswersWithNothing() {
    assertThat(answering(200, "{}").active()).isEmpty();
  }

  @Test
  void aRefusalIsOneLine() {
    Jobs jobs =
        answering(
            403,
            """
            {"error": {"code": 403, "message": "(1a): Current user cannot list jobs.\\nmore",
                       "status": "PERMISSION_DENIED"}}""");

    assertThatThrownBy(() -> jobs.active())
        .isInstanceOf(StageFailedException.class)
        .hasMessage(
            "Dataflow does not tell which jobs run: (1a): Current user cannot list jobs. (HTTP"
                + " 403)");
  }

  @Test
  void aJobOfThatNameIsTheSameIfItsLabelsAre() {
    Jobs jobs = answering(200, list("nightly"), described(NIGHTLY));

    assertThat(jobs.running(NIGHTLY)).contains("1");
  }

  @Test
  void aJobOfThatNameThatMakesSomethingElseIsRefused() {
    StageJob train = stage("gs://bucket/train", "gs://bucket/train-photos");
    Jobs jobs = answering(200, list("nightly"), described(train));

    assertThatThrownBy(() -> jobs.running(NIGHTLY))
        .isInstanceOf(StageFailedException.class)
        .hasMessage(
            "job nightly (1) runs already and makes something else (of another configuration and"
                + " output): give another --jobName, or wait for its end");
  }

  @Test
  void aJobOfThatNameWithoutLabelsIsNotTakenForOurs() {
    Jobs jobs = answering(200, list("nightly"), "{\"id\": \"1\", \"name\": \"nightly\"}");

    assertThatThrownBy(() -> jobs.running(NIGHTLY)).isInstanceOf(StageFailedException.class);
  }

  @Test
  void aJobOfAnotherNameThatWritesIntoTheSameOutputIsRefused() {
    Jobs jobs = answering(200, list("weekly"), described(NIGHTLY));

    assertThatThrownBy(() -> jobs.running(NIGHTLY))
        .isInstanceOf(StageFailedException.class)
        .hasMessage(
            "job weekly (1) writes into gs://bucket/test already (this one would be nightly): wait"
                + " for its end, or end it: gcloud dataflow jobs cancel 1 --project=project"
                + " --region=region");
  }

  @Test
  void jobsOfOthersAreLetAlone() {
    assertThat(answering(200, list("weekly"), "{\"id\": \"1\"}").running(NIGHTLY)).isEmpty();
  }

  private static String list(String name) {
    return "{\"jobs\": [{\"id\": \"1\", \"name\": \"%s\", \"currentState\": \"JOB_STATE_RUNNING\"}]}"
        .formatted(name);
  }

  private static String described(StageJob stage) {
    String labels =
        JobLabels.of(stage, "0.1.0", null).entrySet().stream()
            .map(label -> "\"%s\": \"%s\"".formatted(label.getKey(), label.getValue()))
            .collect(Collectors.joining(", "));
    return "{\"id\": \"1\", \"labels\": {%s}}".formatted(labels);
  }

  private static StageJob stage(String output, String input) {
    return new StageJob("embed", output, new TreeMap<>(Map.of("input", input)));
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
    options.setJobName("nightly");
    options.setDataflowClient(
        new Dataflow.Builder(transport, GsonFactory.getDefaultInstance(), request -> {})
            .setApplicationName("test")
            .build());
    return new Jobs(options);
  }
}
