package io.github.simclrbeam.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Everything that an evaluation looks at.
 *
 * @param train the features of the train images, at least one
 * @param test the features of the test images; absent when there are none, and then there is no
 *     probe
 * @param baselines by name ("pixels", "randomEncoder"): the features of the same images made
 *     another way, once for each seed
 * @param viewEmbeddings a row per view with the id "&lt;image id&gt;#&lt;view index&gt;"; needed
 *     for the alignment alone
 * @param run what the training run says of its last checkpoint; absent when it is not known
 * @param settings seeds and amounts
 * @param progress told in a few words what begins, from the calling thread
 */
public record EvaluationInput(
    FeatureSet train,
    Optional<FeatureSet> test,
    SortedMap<String, List<FeatureSplit>> baselines,
    Optional<FeatureTable> viewEmbeddings,
    Optional<RunFacts> run,
    EvaluationSettings settings,
    Consumer<String> progress) {

  /**
   * Checks that nothing is null, that train has a row and each baseline an output; copies the
   * baselines.
   */
  public EvaluationInput {
    requireNonNull(train, "train");
    requireNonNull(test, "test");
    requireNonNull(viewEmbeddings, "viewEmbeddings");
    requireNonNull(run, "run");
    requireNonNull(settings, "settings");
    requireNonNull(progress, "progress");
    if (train.table().size() == 0) {
      throw new IllegalArgumentException("train rows must be 1 or more, but was: 0");
    }
    TreeMap<String, List<FeatureSplit>> copy = new TreeMap<>();
    baselines.forEach((name, splits) -> copy.put(name, List.copyOf(splits)));
    copy.forEach(
        (name, splits) -> {
          if (splits.isEmpty()) {
            throw new IllegalArgumentException(
                "outputs of a baseline must be 1 or more, but was: 0 (" + name + ")");
          }
        });
    baselines = Collections.unmodifiableSortedMap(copy);
  }

  /** Train images alone: label-free figures, neighbours and a map. */
  public static EvaluationInput of(FeatureSet train) {
    return new EvaluationInput(
        train,
        Optional.empty(),
        new TreeMap<>(),
        Optional.empty(),
        Optional.empty(),
        EvaluationSettings.defaults(),
        line -> {});
  }

  /** Train and test images. */
  public static EvaluationInput of(FeatureSet train, FeatureSet test) {
    return of(train).withTest(test);
  }

  /** The same with test images. */
  public EvaluationInput withTest(FeatureSet test) {
    return new EvaluationInput(
        train, Optional.of(test), baselines, viewEmbeddings, run, settings, progress);
  }

  /** The same with one more output of a baseline; several of one name are several seeds. */
  public EvaluationInput withBaseline(String name, FeatureSplit split) {
    TreeMap<String, List<FeatureSplit>> more = new TreeMap<>(baselines);
    more.merge(
        name,
        List.of(split),
        (old, added) -> {
          List<FeatureSplit> both = new ArrayList<>(old);
          both.addAll(added);
          return both;
        });
    return new EvaluationInput(train, test, more, viewEmbeddings, run, settings, progress);
  }

  /** The same with a row per view. */
  public EvaluationInput withViewEmbeddings(FeatureTable views) {
    return new EvaluationInput(train, test, baselines, Optional.of(views), run, settings, progress);
  }

  /** The same with what the training run says. */
  public EvaluationInput withRun(RunFacts facts) {
    return new EvaluationInput(
        train, test, baselines, viewEmbeddings, Optional.of(facts), settings, progress);
  }

  /** The same with other seeds and amounts. */
  public EvaluationInput withSettings(EvaluationSettings other) {
    return new EvaluationInput(train, test, baselines, viewEmbeddings, run, other, progress);
  }

  /** The same, telling another listener. */
  public EvaluationInput withProgress(Consumer<String> listener) {
    return new EvaluationInput(train, test, baselines, viewEmbeddings, run, settings, listener);
  }
}
