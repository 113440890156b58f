package io.github.simclrbeam.fetch;

import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Runs of the stage as the command line makes them, but impatient. */
final class Fetching {
  static final Patience IMPATIENT =
      new Patience(
          List.of(Duration.ofMillis(1), Duration.ofMillis(2), Duration.ofMillis(3)),
          Duration.ofMillis(300));

  private Fetching() {}

  /** Fetches and returns what was said on stderr. */
  static String fetch(DataSet dataSet, String... arguments) throws IOException {
    return run(
        new Catalog(List.of(dataSet)),
        Stream.concat(Stream.of(dataSet.name()), Arrays.stream(arguments)).toList());
  }

  static String run(Catalog catalog, List<String> arguments) throws IOException {
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      Problems problems = new Problems();
      FetchOptions options =
          OptionsParser.parse(
              FetchOptions.class,
              arguments.stream().filter(a -> a.startsWith("--")).toList(),
              problems);
      FetchStage.run(
          catalog,
          arguments.stream().filter(a -> !a.startsWith("--")).toList(),
          options,
          problems,
          IMPATIENT);
      return said.toString(StandardCharsets.UTF_8);
    } finally {
      System.setErr(err);
    }
  }

  /** Returns the paths of all files below, hidden ones too, in order. */
  static List<String> tree(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> folder.relativize(path).toString())
          .sorted()
          .toList();
    }
  }
}
