package io.github.simclrbeam.probe;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The files run.json of the stages that came before: what was asked for. */
final class RunRecords {
  private static final Set<String> STAGES = Set.of("demo", "run", "views", "train", "embed");

  private RunRecords() {}

  /** Returns the record of a stage's directory; empty when there is none that can be read. */
  static Optional<RunRecord> read(String directory) throws IOException {
    String file = Uris.resolve(directory, "run.json");
    if (!StoredFile.exists(file)) {
      return Optional.empty();
    }
    RunRecord.Builder record = RunRecord.newBuilder();
    try {
      ProtoJson.parse(StoredFile.readText(file), record);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    return STAGES.contains(record.getStage()) ? Optional.of(record.build()) : Optional.empty();
  }

  /** Returns the command line that makes the directory again. */
  static String command(String stage, Map<String, String> configuration, String output) {
    Map<String, String> options = new TreeMap<>(configuration);
    options.putIfAbsent("output", output);
    StringBuilder command = new StringBuilder("simclr-beam ").append(stage);
    options.forEach(
        (name, value) ->
            command.append(" \\\n  --").append(name).append('=').append(quoted(value)));
    return command.toString();
  }

  /** Quotes for a POSIX shell where it is needed. */
  static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:=,@%+#-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
