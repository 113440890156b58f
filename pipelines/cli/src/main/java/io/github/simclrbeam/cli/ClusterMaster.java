package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.Problems;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether somebody answers where {@code --flinkMaster} and {@code --sparkMaster} point, asked
 * before anything is touched: Flink's own client asks for more than a minute, and takes a name that
 * it does not understand for "here"; Spark tries for another.
 */
final class ClusterMaster {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Pattern HERE = Pattern.compile("\\[(auto|local|collection)]");
  private static final Pattern FLINK =
      Pattern.compile("(?:https?://)?([^/:]+|\\[[^]]+]):(\\d{1,5})");
  private static final Pattern SPARK = Pattern.compile("spark://(.+)");
  private static final Pattern SPARK_ADDRESS = Pattern.compile("([^/:]+|\\[[^]]+]):(\\d{1,5})");
  private static final Pattern SPARK_OTHERS =
      Pattern.compile("local(\\[[^]]+])?|local-cluster\\[.+]|yarn|k8s://.+|mesos://.+");
  private static final int MAX_PORT = 65_535;

  private ClusterMaster() {}

  /**
   * Notes a master that cannot be understood, or that nobody answers for, and a name for the job
   * where only one of our own lets us cancel that job and no other.
   */
  static void check(List<String> arguments, Problems problems) {
    if (arguments.contains("--runner=FlinkRunner")) {
      flink(value(arguments, "--flinkMaster=", "[auto]"), problems);
      if (flinkCluster(arguments).isPresent()) {
        noJobName(arguments, problems);
      }
    } else if (arguments.contains("--runner=SparkRunner")) {
      spark(value(arguments, "--sparkMaster=", "local"), problems);
    }
  }

  /** Returns where the REST interface of the Flink cluster is, if a job goes to one. */
  static Optional<String> flinkCluster(List<String> arguments) {
    if (!arguments.contains("--runner=FlinkRunner")) {
      return Optional.empty();
    }
    String master = value(arguments, "--flinkMaster=", "[auto]");
    return FLINK.matcher(master).matches()
        ? Optional.of(master.startsWith("http") ? master : "http://" + master)
        : Optional.empty();
  }

  private static void flink(String master, Problems problems) {
    if (HERE.matcher(master).matches()) {
      return;
    }
    Matcher address = FLINK.matcher(master);
    if (!isAddress(address)) {
      problems.add(
          "flinkMaster",
          master,
          "must be [local], [auto], or HOST:PORT, where the JobManager's REST interface answers");
      return;
    }
    List<String> silent = new ArrayList<>();
    if (!answers(address, silent)) {
      problems.note("flinkMaster", "no JobManager answers: " + String.join("; ", silent));
    }
  }

  private static void noJobName(List<String> arguments, Problems problems) {
    String name = value(arguments, "--jobName=", "");
    if (!name.isEmpty()) {
      problems.add(
          "jobName",
          name,
          "must be left out for a Flink cluster: by a name of its own the job is found and cancelled"
              + " when this process is told to end");
    }
  }

  private static void spark(String master, Problems problems) {
    if (SPARK_OTHERS.matcher(master).matches()) {
      return;
    }
    Matcher uri = SPARK.matcher(master);
    List<Matcher> addresses = new ArrayList<>();
    if (uri.matches()) {
      for (String address : uri.group(1).split(",", -1)) {
        addresses.add(SPARK_ADDRESS.matcher(address));
      }
    }
    if (addresses.isEmpty() || !addresses.stream().allMatch(ClusterMaster::isAddress)) {
      problems.add(
          "sparkMaster",
          master,
          "must be local[N], spark://HOST:PORT (several with commas between), yarn or k8s://URI");
      return;
    }
    List<String> silent = new ArrayList<>();
    if (addresses.stream().noneMatch(address -> answers(address, silent))) {
      problems.note("sparkMaster", "no master answers: " + String.join("; ", silent));
    }
  }

  /** Returns the option's value, or what Beam takes without it. */
  static String value(List<String> arguments, String option, String otherwise) {
    return arguments.stream()
        .filter(argument -> argument.startsWith(option))
        .map(argument -> argument.substring(option.length()))
        .findFirst()
        .orElse(otherwise);
  }

  private static boolean isAddress(Matcher address) {
    return address.matches() && Integer.parseInt(address.group(2)) <= MAX_PORT;
  }

  private static boolean answers(Matcher address, List<String> silent) {
    String host = address.group(1);
    int port = Integer.parseInt(address.group(2));
    InetSocketAddress socketAddress = new InetSocketAddress(host, port);
    if (socketAddress.isUnresolved()) {
      silent.add(host + " is not the name of a host");
      return false;
    }
    try (Socket socket = new Socket()) {
      socket.connect(socketAddress, (int) PATIENCE.toMillis());
      return true;
    } catch (IOException e) {
      silent.add("%s:%d (%s)".formatted(host, port, e.getMessage()));
      return false;
    }
  }
}
