package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.IntegrityCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether labels mean the same on both sides, and whether the headline is the accuracy it is
 * called.
 */
final class LabelChecks {
  private LabelChecks() {}

  /** Whether train and test name their labels alike, and train has every class of test. */
  static IntegrityCheck labelsAgree(FeatureSet train, FeatureSet test, ClassNames names) {
    Check check = new Check("labels-agree");
    check.require(
        train.labelNames().isEmpty() == test.labelNames().isEmpty(),
        "only %s names its labels, so that labels were taken by number"
            .formatted(train.labelNames().isEmpty() ? "test" : "train"));
    requireNamed(check, "train", train);
    requireNamed(check, "test", test);
    Set<Integer> unknown = present(names.classesOf(test));
    unknown.removeAll(present(names.classesOf(train)));
    List<String> unknownNames = unknown.stream().map(names.names()::get).toList();
    check.require(
        unknown.isEmpty(),
        "train has no image of these classes of test: " + Check.some(unknownNames));
    boolean sameOrder = train.labelNames().equals(test.labelNames());
    return check
        .fact(
            sameOrder
                ? names.count() + " label names, the same on both sides"
                : "label names stand in another order or number, mapped by name: train "
                    + Check.some(train.labelNames())
                    + ", test "
                    + Check.some(test.labelNames()))
        .done();
  }

  private static void requireNamed(Check check, String side, FeatureSet set) {
    int named = set.labelNames().size();
    TreeSet<Integer> nameless = new TreeSet<>();
    for (int i = 0; i < set.table().size() && named > 0; i++) {
      if (set.table().label(i) >= named) {
        nameless.add(set.table().label(i));
      }
    }
    check.require(
        nameless.isEmpty(),
        "%s has labels beyond its %d names: %s".formatted(side, named, nameless));
  }

  private static Set<Integer> present(int[] classes) {
    Set<Integer> present = new TreeSet<>();
    for (int each : classes) {
      if (each >= 0) {
        present.add(each);
      }
    }
    return present;
  }

  /**
   * Whether top-1 counts right classes: the predictor that always gives one answer, counted by the
   * same code, must get that class's share, and the probe must do better.
   */
  static IntegrityCheck constantPredictor(
      int[] trainClasses, int[] truth, ConfusionMatrix confusion, List<String> names) {
    Check check = new Check("constant-predictor");
    int majority = mostFrequent(trainClasses, names.size());
    int[] constant = new int[truth.length];
    Arrays.fill(constant, majority);
    double counted = ConfusionMatrix.of(truth, constant, names.size()).accuracy();
    double share = (double) confusion.images(majority) / truth.length;
    check.require(
        counted == share,
        "the constant answer scores %.4f, its share is %.4f".formatted(counted, share));
    check.require(
        confusion.images() == truth.length,
        "%d answers for %d labelled test images".formatted(confusion.images(), truth.length));
    check.require(
        confusion.accuracy() > share,
        "the probe's %.4f is not above the constant answer's".formatted(confusion.accuracy()));
    return check
        .fact("always answering '%s' scores %.4f".formatted(names.get(majority), counted))
        .fact(
            "the probe's %.4f is %d right classes of %d images"
                .formatted(confusion.accuracy(), confusion.correct(), confusion.images()))
        .done();
  }

  private static int mostFrequent(int[] classes, int classCount) {
    int[] counts = new int[classCount];
    int best = 0;
    for (int each : classes) {
      if (each >= 0) {
        counts[each]++;
      }
    }
    for (int c = 1; c < classCount; c++) {
      best = counts[c] > counts[best] ? c : best;
    }
    return best;
  }
}
