package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import java.io.Serializable;
import java.util.Collection;
import java.util.TreeMap;

/**
 * How many images could not be used, and what was wrong with those that could.
 *
 * @param deadLetters images that could not
 * @param warnings by reason
 */
record FaultCounts(long deadLetters, TreeMap<String, Long> warnings) implements Serializable {
  static FaultCounts of(Collection<DeadLetter> deadLetters, Collection<ImageWarning> warnings) {
    return new FaultCounts(
        deadLetters.size(), new TreeMap<>(ImageWarnings.of(warnings).byReason()));
  }

  static FaultCounts none() {
    return new FaultCounts(0, new TreeMap<>());
  }

  FaultCounts plus(FaultCounts other) {
    TreeMap<String, Long> sums = new TreeMap<>(warnings);
    other.warnings.forEach((reason, count) -> sums.merge(reason, count, Long::sum));
    return new FaultCounts(deadLetters + other.deadLetters, sums);
  }
}
