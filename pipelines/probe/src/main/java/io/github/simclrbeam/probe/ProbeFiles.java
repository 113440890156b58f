package io.github.simclrbeam.probe;

import io.github.simclrbeam.embeddings.EmbeddingReader;
import io.github.simclrbeam.evaluate.Evaluation;
import io.github.simclrbeam.evaluate.EvaluationInput;
import io.github.simclrbeam.evaluate.EvaluationResult;
import io.github.simclrbeam.evaluate.FeatureSplit;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an evaluation reads.
 *
 * @param baselines in the order given
 * @param stages the run.json of the stages that made these files, in the order of the flow
 */
record ProbeFiles(
    EmbeddedImages train,
    Optional<EmbeddedImages> test,
    List<NamedSplit> baselines,
    Optional<EmbeddedImages> viewEmbeddings,
    Optional<TrainingRun> run,
    Optional<ViewRows> views,
    List<ReportInput.Stage> stages) {

  /** One output of a baseline. */
  record NamedSplit(String name, FeatureSplit split) {}

  /** Reads everything that the plan names. */
  static ProbeFiles read(ProbePlan plan, Consumer<String> progress) throws IOException {
    progress.accept("reading embeddings");
    EmbeddedImages train = images(plan.train());
    Optional<EmbeddedImages> test = optional(plan.test(), ProbeFiles::images);
    List<NamedSplit> baselines = new ArrayList<>();
    for (BaselineSpec spec : plan.baselines()) {
      baselines.add(
          new NamedSplit(
              spec.name(),
              new FeatureSplit(images(spec.train()).features(), images(spec.test()).features())));
    }
    return new ProbeFiles(
        train,
        test,
        List.copyOf(baselines),
        optional(plan.viewEmbeddings(), ProbeFiles::images),
        optional(plan.run(), TrainingRun::read),
        optional(plan.views(), ViewRows::read),
        stages(plan));
  }

  /**
   * Evaluates.
   *
   * @throws StageFailedException if the sets do not fit each other; says how
   */
  EvaluationResult evaluate(ProbePlan plan, Consumer<String> progress) {
    try {
      EvaluationInput input =
          EvaluationInput.of(train.features()).withSettings(plan.settings()).withProgress(progress);
      if (test.isPresent()) {
        input = input.withTest(test.get().features());
      }
      for (NamedSplit baseline : baselines) {
        input = input.withBaseline(baseline.name(), baseline.split());
      }
      if (viewEmbeddings.isPresent()) {
        input = input.withViewEmbeddings(viewEmbeddings.get().features().table());
      }
      if (run.flatMap(TrainingRun::facts).isPresent()) {
        input = input.withRun(run.flatMap(TrainingRun::facts).get());
      }
      return Evaluation.run(input);
    } catch (IllegalArgumentException e) {
      throw new StageFailedException("the embeddings cannot be evaluated: " + e.getMessage(), e);
    }
  }

  ReportInput report(ProbePlan plan, EvaluationResult result) {
    return new ReportInput(result, train, test, run, views, stages, plan.command());
  }

  private static EmbeddedImages images(String uri) throws IOException {
    return EmbeddedImages.of(EmbeddingReader.readAll(uri));
  }

  private static <T> Optional<T> optional(Optional<String> uri, Reading<T> reading)
      throws IOException {
    return uri.isPresent() ? Optional.of(reading.read(uri.get())) : Optional.empty();
  }

  private static List<ReportInput.Stage> stages(ProbePlan plan) throws IOException {
    Map<String, Boolean> directories = new LinkedHashMap<>();
    directories.put(Uris.parent(plan.output()), false);
    plan.views().ifPresent(directory -> directories.put(directory, false));
    plan.run().ifPresent(directory -> directories.put(directory, false));
    directories.put(plan.train(), false);
    plan.test().ifPresent(directory -> directories.put(directory, false));
    plan.viewEmbeddings().ifPresent(directory -> directories.put(directory, false));
    for (BaselineSpec baseline : plan.baselines()) {
      directories.putIfAbsent(baseline.train(), true);
      directories.putIfAbsent(baseline.test(), true);
    }
    List<ReportInput.Stage> stages = new ArrayList<>();
    for (Map.Entry<String, Boolean> directory : directories.entrySet()) {
      RunRecords.read(directory.getKey())
          .map(record -> new ReportInput.Stage(directory.getKey(), record, directory.getValue()))
          .ifPresent(stages::add);
    }
    return stages;
  }

  /** Reads one thing from where it stands. */
  @FunctionalInterface
  private interface Reading<T> {
    T read(String uri) throws IOException;
  }
}
