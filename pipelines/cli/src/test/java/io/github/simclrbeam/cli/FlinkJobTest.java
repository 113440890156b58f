package io.github.simclrbeam.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkJobTest {
  /** As Flink 1.19.0 answered, shortened. */
  private static final String JOBS =
      """
      {"jobs":[{"jid":"aa00","name":"views-1","start-time":1,"end-time":9,"state":"FAILED",\
      "tasks":{"running":0,"total":288}},{"jid":"bb11","name":"views-1","start-time":10,\
      "end-time":-1,"duration":5,"state":"RUNNING","tasks":{"running":4,"total":288}},\
      {"jid":"cc22","name":"views-10","start-time":10,"end-time":-1,"state":"RUNNING",\
      "tasks":{"running":4,"total":288}}]}""";

  private final List<String> asked = new ArrayList<>();
  private int answersWith = 200;

  /** How many questions find no jobs yet. */
  private int empty;

  private HttpServer cluster;

  @BeforeEach
  void start() throws IOException {
    cluster = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    cluster.createContext("/", this::answer);
    cluster.start();
  }

  @AfterEach
  void stop() {
    cluster.stop(0);
  }

  @Test
  void theRunningJobOfThatNameIsCancelled() throws Exception {
    assertThat(FlinkJob.cancel(address(), "views-1")).contains("bb11");
    assertThat(asked).containsExactly("GET /jobs/overview", "PATCH /jobs/bb11?mode=cancel");
  }

  @Test
  void whereThereIsNoneNothingIsCancelled() throws Exception {
    assertThat(FlinkJob.cancel(address(), "views")).isEmpty();
    assertThat(asked).containsExactly("GET /jobs/overview");
  }

  @Test
  void aJobThatIsAboutToRunIsCancelledOnceItIsThere() {
    empty = 2;
    assertThat(FlinkJob.cancelAndTell(address(), "views-1", Duration.ZERO))
        .isEqualTo("cancelled Flink job bb11");
    assertThat(asked).hasSize(4).endsWith("PATCH /jobs/bb11?mode=cancel");
  }

  @Test
  void aJobThatIsNotFoundMayStillRun() {
    assertThat(FlinkJob.cancelAndTell(address(), "views", Duration.ZERO))
        .isEqualTo(
            "Flink job views may still run (no running job of that name was seen): look at "
                + address()
                + "/jobs/overview");
    assertThat(asked).hasSize(6);
  }

  @Test
  void aRefusalIsTold() {
    answersWith = 503;
    assertThatThrownBy(() -> FlinkJob.cancel(address(), "views-1"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(address() + "/jobs/overview answered 503: ");
    assertThat(FlinkJob.cancelAndTell(address(), "views-1", Duration.ZERO))
        .startsWith(
            "Flink job views-1 may still run (" + address() + "/jobs/overview answered 503");
  }

  private String address() {
    return "http://127.0.0.1:" + cluster.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    byte[] body = (empty-- > 0 ? "{\"jobs\":[]}" : JOBS).getBytes(UTF_8);
    exchange.sendResponseHeaders(answersWith, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
