package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the feature sets of an evaluation, as evidence calls it.
 *
 * @param name "train", "test", "randomEncoder 2 test"
 * @param set the features
 * @param split what its train and its test have in common: "" for the evaluated one, "randomEncoder
 *     2"
 */
record NamedSet(String name, FeatureSet set, String split) {
  /** All of an evaluation: train, test, then the baselines'. */
  static List<NamedSet> allOf(EvaluationInput input) {
    List<NamedSet> sets = new ArrayList<>();
    sets.add(new NamedSet("train", input.train(), ""));
    input.test().ifPresent(test -> sets.add(new NamedSet("test", test, "")));
    input
        .baselines()
        .forEach(
            (name, splits) -> {
              for (int i = 0; i < splits.size(); i++) {
                String called = splits.size() == 1 ? name : name + " " + (i + 1);
                sets.add(new NamedSet(called + " train", splits.get(i).train(), called));
                sets.add(new NamedSet(called + " test", splits.get(i).test(), called));
              }
            });
    return sets;
  }

  boolean baseline() {
    return !split.isEmpty();
  }
}
