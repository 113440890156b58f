package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The stage as the command line would start it, and what it leaves. */
final class TestRun {
  private TestRun() {}

  /** Runs the stage; returns what it said. */
  static String views(String... arguments) throws IOException {
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Problems problems = new Problems();
      ViewsStage.run(
          OptionsParser.parse(ViewsOptions.class, List.of(arguments), problems), problems);
    } finally {
      System.setErr(err);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  /** Returns what is wrong with the arguments. */
  static List<String> problems(String... arguments) {
    InvalidOptionsException invalid =
        catchThrowableOfType(InvalidOptionsException.class, () -> views(arguments));
    assertThat(invalid).isNotNull();
    return invalid.problems().stream().map(Problem::toString).toList();
  }

  static List<ViewRecord> records(Path directory) throws IOException {
    List<ViewRecord> records = new ArrayList<>();
    try (RandomAccessShards shards = RandomAccessShards.open(directory.toString())) {
      for (int i = 0; i < shards.size(); i++) {
        records.add(shards.read(i));
      }
    }
    return records;
  }

  static List<String> ids(Path directory) throws IOException {
    return records(directory).stream().map(ViewRecord::id).toList();
  }
}
