package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the feature sets of an evaluation, as evidence calls it.
 *
 * @param name "train", "test", "randomEncoder 2 test"
 * @param set the features
 * @param baseline whether it is a baseline's
 */
record NamedSet(String name, FeatureSet set, boolean baseline) {
  /** All of an evaluation: train, test, then the baselines'. */
  static List<NamedSet> allOf(EvaluationInput input) {
    List<NamedSet> sets = new ArrayList<>();
    sets.add(new NamedSet("train", input.train(), false));
    input.test().ifPresent(test -> sets.add(new NamedSet("test", test, false)));
    input
        .baselines()
        .forEach(
            (name, splits) -> {
              for (int i = 0; i < splits.size(); i++) {
                String called = splits.size() == 1 ? name : name + " " + (i + 1);
                sets.add(new NamedSet(called + " train", splits.get(i).train(), true));
                sets.add(new NamedSet(called + " test", splits.get(i).test(), true));
              }
            });
    return sets;
  }
}
