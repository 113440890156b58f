package io.github.simclrbeam.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterMasterTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "FlinkRunner --flinkMaster=[local]",
        "FlinkRunner --flinkMaster=[auto]",
        "FlinkRunner --parallelism=2",
        "SparkRunner --sparkMaster=local",
        "SparkRunner --sparkMaster=local[4]",
        "SparkRunner --sparkMaster=local[*,3]",
        "SparkRunner --sparkMaster=yarn",
        "SparkRunner --sparkMaster=k8s://https://host:6443",
        "SparkRunner --bundleSize=1",
        "DirectRunner --flinkMaster=nonsense",
      })
  void whatIsNoAddressIsNotAsked(String runner, String option) {
    assertThat(problems("--runner=" + runner, option)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "FlinkRunner --flinkMaster=localhost",
        "FlinkRunner --flinkMaster=[locale]",
        "FlinkRunner --flinkMaster=127.0.0.1:65536",
        "FlinkRunner --flinkMaster=127.0.0.1:8081/jobs",
        "FlinkRunner --flinkMaster=spark://127.0.0.1:7077",
        "SparkRunner --sparkMaster=sparc://127.0.0.1:7077",
        "SparkRunner --sparkMaster=spark://127.0.0.1",
        "SparkRunner --sparkMaster=spark://127.0.0.1:7077,",
        "SparkRunner --sparkMaster=127.0.0.1:7077",
        "SparkRunner --sparkMaster=local[4",
      })
  void whatIsNoMasterIsRefusedWithWhatWouldBeOne(String runner, String option) {
    String name = option.substring(0, option.indexOf('='));
    String value = option.substring(name.length() + 1);
    String legal =
        runner.equals("FlinkRunner")
            ? "[local], [auto], or HOST:PORT, where the JobManager's REST interface answers"
            : "local[N], spark://HOST:PORT (several with commas between), yarn or k8s://URI";
    assertThat(problems("--runner=" + runner, option))
        .containsExactly(new Problem(name, "must be " + legal + ", but was: " + value));
  }

  @Test
  void aMasterThatDoesNotAnswerIsToldWithItsAddress() throws Exception {
    int port;
    try (ServerSocket closedAtOnce = listen()) {
      port = closedAtOnce.getLocalPort();
    }
    String refused = "127.0.0.1:%d (Connection refused)".formatted(port);
    assertThat(problems("--runner=FlinkRunner", "--flinkMaster=127.0.0.1:" + port))
        .containsExactly(new Problem("--flinkMaster", "no JobManager answers: " + refused));
    assertThat(problems("--runner=SparkRunner", "--sparkMaster=spark://127.0.0.1:" + port))
        .containsExactly(new Problem("--sparkMaster", "no master answers: " + refused));
  }

  @Test
  void oneOfSeveralMastersIsEnough() throws Exception {
    try (ServerSocket master = listen()) {
      String address = "127.0.0.1:" + master.getLocalPort();
      assertThat(problems("--runner=FlinkRunner", "--flinkMaster=http://" + address)).isEmpty();
      assertThat(problems("--runner=SparkRunner", "--sparkMaster=spark://127.0.0.1:1," + address))
          .isEmpty();
    }
  }

  @Test
  void aFlinkClustersJobIsNamedByTheProgramAlone() throws Exception {
    try (ServerSocket master = listen()) {
      String cluster = "--flinkMaster=127.0.0.1:" + master.getLocalPort();
      assertThat(problems("--runner=FlinkRunner", cluster, "--jobName=nightly"))
          .extracting(Problem::toString)
          .containsExactly(
              "--jobName: must be left out for a Flink cluster: by a name of its own the job is"
                  + " found and cancelled when this process is told to end, but was: nightly");
    }
    assertThat(problems("--runner=FlinkRunner", "--jobName=nightly")).isEmpty();
    assertThat(problems("--runner=DataflowRunner", "--jobName=nightly")).isEmpty();
  }

  private static ServerSocket listen() throws Exception {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static List<Problem> problems(String... arguments) {
    Problems problems = new Problems();
    ClusterMaster.check(List.of(arguments), problems);
    return problems.found();
  }
}
