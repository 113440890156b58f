package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.IntegrityCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * Properties without which an evaluation's figures mean something else than they say. A check is
 * there when what it looks at was given:
 *
 * <ul>
 *   <li>{@code provenance}: every feature set has the manifest of its making;
 *   <li>{@code encoder-unchanged}, {@code batch-norm-unchanged}: digests before the first image
 *       equal those after the last, those of train equal those of test, and both equal the run's
 *       checkpoint;
 *   <li>{@code layer}: the rows are the encoder's output h, and as long as manifest and
 *       architecture say;
 *   <li>{@code last-checkpoint}: the rows are of the run's last step;
 *   <li>{@code train-count}, {@code test-count}: no row is missing or there twice, every image seen
 *       is a row or a dead letter;
 *   <li>{@code train-test-disjoint}: no test image is in train, by content;
 *   <li>{@code finite}: no row holds NaN or an infinite number;
 *   <li>{@code baseline-images}: the baselines have rows of the same images;
 *   <li>{@code labels-agree}: labels have the same names on both sides, and train has every class
 *       of test;
 *   <li>{@code constant-predictor}: one answer for all scores that class's share, and the probe
 *       scores more.
 * </ul>
 */
final class IntegrityChecks {
  private IntegrityChecks() {}

  /** All checks that need no figure: everything but {@code constant-predictor}. */
  static List<IntegrityCheck> of(EvaluationInput input) {
    return of(input, ClassNames.of(input.train(), input.test()));
  }

  static List<IntegrityCheck> of(EvaluationInput input, ClassNames names) {
    List<NamedSet> sets = NamedSet.allOf(input);
    List<IntegrityCheck> checks = new ArrayList<>(new EncoderChecks(sets, input.run()).all());
    checks.addAll(RowChecks.all(input, sets));
    input
        .test()
        .filter(test -> test.table().labelled() > 0 && input.train().table().labelled() > 0)
        .ifPresent(test -> checks.add(LabelChecks.labelsAgree(input.train(), test, names)));
    return checks;
  }
}
