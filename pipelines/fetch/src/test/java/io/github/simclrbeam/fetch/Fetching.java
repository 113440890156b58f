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
          Duration.ofSeconds(20));

  private Fetching() {}

  /** Fetches and returns what was said on stderr. */
  static String fetch(DataSet dataSet, String... arguments) throws IOException {
    return fetch(IMPATIENT, dataSet, arguments);
  }

  static String fetch(Patience patience, DataSet dataSet, String... arguments) throws IOException {
    List<String> all = Stream.concat(Stream.of(dataSet.name()), Arrays.stream(arguments)).toList();
    return run(new Catalog(List.of(dataSet)), all, patience);
  }

  static String run(Catalog catalog, List<String> arguments, Patience patience) throws IOException {
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
          patience);
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
