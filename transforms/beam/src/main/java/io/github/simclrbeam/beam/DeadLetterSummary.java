package io.github.simclrbeam.beam;

import com.google.protobuf.Message;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The images of an output directory that could not be used, or only with a warning, in words. */
public final class DeadLetterSummary {
  private static final int EXAMPLES = 3;

  /** How often a reason occurs, and the first images. */
  private static final class Tally {
    private long count;
    private final List<String> examples = new ArrayList<>();

    void add(String id, String message) {
      count++;
      if (examples.size() < EXAMPLES) {
        examples.add(id + ": " + message);
      }
    }
  }

  private DeadLetterSummary() {}

  /**
   * Returns lines: each reason with its count and the first {@value #EXAMPLES} images; none when
   * every image was good.
   */
  public static List<String> of(String directory) throws IOException {
    SortedMap<String, Tally> letters = new TreeMap<>();
    forEachLine(
        directory,
        DeadLetters.FILE,
        line -> {
          DeadLetter letter = parse(line, DeadLetter.newBuilder());
          tally(letters, letter.getReason(), letter.getId(), letter.getMessage());
        });
    SortedMap<String, Tally> warnings = new TreeMap<>();
    forEachLine(
        directory,
        ImageWarnings.FILE,
        line -> {
          ImageWarning warning = parse(line, ImageWarning.newBuilder());
          tally(warnings, warning.getReason(), warning.getId(), warning.getMessage());
        });
    List<String> lines = new ArrayList<>();
    describe("dead letters", DeadLetters.FILE, letters, lines);
    describe("warnings about images", ImageWarnings.FILE, warnings, lines);
    return lines;
  }

  private interface Lines {
    void line(String line) throws IOException;
  }

  private static void forEachLine(String directory, String file, Lines lines) throws IOException {
    String uri = Uris.resolve(directory, file);
    if (!StoredFile.exists(uri)) {
      return;
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(StoredFile.open(uri), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.line(line);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private static <M extends Message> M parse(String line, Message.Builder builder)
      throws IOException {
    ProtoJson.parse(line, builder);
    return (M) builder.build();
  }

  private static void tally(
      SortedMap<String, Tally> tallies, String reason, String id, String message) {
    tallies.computeIfAbsent(reason, r -> new Tally()).add(id, message);
  }

  private static void describe(
      String what, String file, SortedMap<String, Tally> tallies, List<String> lines) {
    if (tallies.isEmpty()) {
      return;
    }
    lines.add("%s by reason (%s)".formatted(what, file));
    tallies.forEach(
        (reason, tally) -> {
          lines.add("  %,8d  %s".formatted(tally.count, reason));
          tally.examples.forEach(example -> lines.add("            " + example));
        });
  }
}
