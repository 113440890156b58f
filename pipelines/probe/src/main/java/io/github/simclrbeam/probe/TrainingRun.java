package io.github.simclrbeam.probe;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.simclrbeam.evaluate.RunFacts;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.StoredMessage;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.TrainingManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a training run left in its directory.
 *
 * @param uri the directory
 * @param manifest absent when training did not end
 * @param facts of the last checkpoint; absent without a manifest
 * @param steps the lines of metrics.jsonl
 */
record TrainingRun(
    String uri,
    Optional<TrainingManifest> manifest,
    Optional<RunFacts> facts,
    List<MetricsStep> steps) {

  /**
   * One line of metrics.jsonl.
   *
   * @param step from 0
   * @param loss NT-Xent of the step's batch
   * @param learningRate of the step's update
   */
  record MetricsStep(long step, double loss, double learningRate) {}

  /**
   * Reads a run.
   *
   * @throws IOException if a file of it cannot be read, or is not what its name says
   */
  static TrainingRun read(String uri) throws IOException {
    Optional<TrainingManifest> manifest = manifest(uri);
    Optional<RunFacts> facts = Optional.empty();
    if (manifest.isPresent()) {
      facts = Optional.of(facts(uri, manifest.get()));
    }
    String metrics = Uris.resolve(uri, "metrics.jsonl");
    List<MetricsStep> steps =
        StoredFile.exists(metrics) ? steps(metrics, StoredFile.readText(metrics)) : List.of();
    return new TrainingRun(uri, manifest, facts, steps);
  }

  private static Optional<TrainingManifest> manifest(String uri) throws IOException {
    String file = Uris.resolve(uri, "manifest.json");
    if (!StoredFile.exists(file)) {
      return Optional.empty();
    }
    TrainingManifest.Builder manifest = TrainingManifest.newBuilder();
    StoredMessage.read(file, manifest);
    return Optional.of(manifest.build());
  }

  private static RunFacts facts(String uri, TrainingManifest manifest) throws IOException {
    String file = Uris.resolve(Uris.resolve(uri, manifest.getCheckpoint()), "state.json");
    if (manifest.getCheckpoint().isEmpty() || !StoredFile.exists(file)) {
      return RunFacts.of(manifest);
    }
    CheckpointState.Builder state = CheckpointState.newBuilder();
    StoredMessage.read(file, state);
    return RunFacts.of(state.build());
  }

  static List<MetricsStep> steps(String file, String text) throws IOException {
    List<MetricsStep> steps = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        JsonObject fields = JsonParser.parseString(line).getAsJsonObject();
        steps.add(
            new MetricsStep(
                fields.get("step").getAsLong(),
                fields.get("loss").getAsDouble(),
                fields.get("learningRate").getAsDouble()));
      } catch (JsonParseException
          | IllegalStateException
          | NumberFormatException
          | NullPointerException e) {
        throw new IOException(
            "a line of metrics must hold step, loss and learningRate, but was: %s (%s, line %d)"
                .formatted(line, file, number),
            e);
      }
    }
    return steps;
  }
}
