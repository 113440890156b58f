package io.github.simclrbeam.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.github.simclrbeam.options.Progress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A job on a Flink cluster while this process waits for it. A process that is told to end (SIGTERM,
 * Ctrl-C) cancels it first; Flink's client alone would leave it running, and it would go on writing
 * beside the next run. Other runners' jobs end with the process, or have a service that keeps them.
 *
 * @see <a
 *     href="https://nightlies.apache.org/flink/flink-docs-release-1.19/docs/ops/rest_api/">Flink's
 *     REST interface</a>
 */
final class FlinkJob implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** A job that was just sent may take some seconds to be told of. */
  private static final int LOOKS = 6;

  /** What the interface gives in the place of the time. */
  private static final long NOT_ENDED = -1;

  private final Optional<Thread> hook;

  private FlinkJob(Optional<Thread> hook) {
    this.hook = hook;
  }

  /**
   * Watches over the job that is about to be submitted; close it when the job has ended.
   *
   * @param name of the job, unique on its cluster
   */
  static FlinkJob cancelledWithThisProcess(List<String> arguments, String name) {
    Optional<String> cluster = ClusterMaster.flinkCluster(arguments);
    Optional<Thread> hook =
        cluster.map(
            address ->
                new Thread(
                    () -> Progress.say(cancelAndTell(address, name, PAUSE)), "cancel-flink-job"));
    hook.ifPresent(Runtime.getRuntime()::addShutdownHook);
    return new FlinkJob(hook);
  }

  @Override
  public void close() {
    try {
      hook.ifPresent(Runtime.getRuntime()::removeShutdownHook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook runs.
    }
  }

  /**
   * Cancels the job, for which it looks some times: it may be about to run.
   *
   * @param pause between two looks
   * @return what became of it
   */
  static String cancelAndTell(String address, String name, Duration pause) {
    String why = "no running job of that name was seen";
    try {
      for (int look = 1; look <= LOOKS; look++) {
        Optional<String> cancelled = cancel(address, name);
        if (cancelled.isPresent()) {
          return "cancelled Flink job " + cancelled.get();
        }
        Thread.sleep(pause.toMillis());
      }
    } catch (IOException | RuntimeException e) {
      // What answers there may be no JobManager, and its words no JSON of one.
      why = e.getMessage();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return "Flink job %s may still run (%s): look at %s/jobs/overview"
        .formatted(name, why, address);
  }

  /**
   * Cancels the job, if there is one of this name that has not ended.
   *
   * @param address of the REST interface, e.g. http://127.0.0.1:8081
   * @return its id
   * @throws IOException if the cluster does not answer, or refuses
   */
  static Optional<String> cancel(String address, String name)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    String jobs = send(client, HttpRequest.newBuilder(URI.create(address + "/jobs/overview")));
    Optional<String> id = running(jobs, name);
    if (id.isPresent()) {
      send(
          client,
          HttpRequest.newBuilder(URI.create(address + "/jobs/" + id.get() + "?mode=cancel"))
              .method("PATCH", HttpRequest.BodyPublishers.noBody()));
    }
    return id;
  }

  private static Optional<String> running(String overview, String name) {
    return JsonParser.parseString(overview)
        .getAsJsonObject()
        .getAsJsonArray("jobs")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .filter(job -> job.get("name").getAsString().equals(name))
        .filter(job -> job.get("end-time").getAsLong() == NOT_ENDED)
        .map(job -> job.get("jid").getAsString())
        .findFirst();
  }

  private static String send(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException(
          "%s answered %d: %s".formatted(answer.uri(), answer.statusCode(), answer.body()));
    }
    return answer.body();
  }
}
