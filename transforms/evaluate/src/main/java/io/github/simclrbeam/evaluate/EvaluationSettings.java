package io.github.simclrbeam.evaluate;

import java.util.List;

/**
 * How much is drawn, and from which seed. Everything else of the protocol is fixed, so that figures
 * can be compared.
 *
 * @param seed of the hold-out, the few-label draws, the bootstrap, the rows of the map and the
 *     queries
 * @param labelsPerClass the few-label settings, each 2 or more; one that a class of train cannot
 *     fill is left out
 * @param draws few-label draws, 1 or more
 * @param resamples bootstrap resamples, 100 or more
 * @param mapRows most images on the map, from 10 to 1500
 * @param queries images whose neighbours are listed, 0 or more
 * @param neighboursPerQuery neighbours listed for each of them, 1 or more
 */
public record EvaluationSettings(
    long seed,
    List<Integer> labelsPerClass,
    int draws,
    int resamples,
    int mapRows,
    int queries,
    int neighboursPerQuery) {

  /** Checks every range and copies the list. */
  public EvaluationSettings {
    labelsPerClass = List.copyOf(labelsPerClass);
    for (int labels : labelsPerClass) {
      requireRange("labels per class", labels, 2, Integer.MAX_VALUE);
    }
    requireRange("draws", draws, 1, 1000);
    requireRange("resamples", resamples, 100, 1_000_000);
    requireRange("map rows", mapRows, 10, 1500);
    requireRange("queries", queries, 0, 1000);
    requireRange("neighbours per query", neighboursPerQuery, 1, 1000);
  }

  private static void requireRange(String what, int value, int low, int high) {
    if (value < low || value > high) {
      throw new IllegalArgumentException(
          what + " must be from " + low + " to " + high + ", but was: " + value);
    }
  }

  /**
   * 10 and 100 labels per class in 5 draws, 1000 resamples, 1500 rows on the map, 8 neighbours of
   * each of 10 images; seed 1.
   */
  public static EvaluationSettings defaults() {
    return new EvaluationSettings(1, List.of(10, 100), 5, 1000, 1500, 10, 8);
  }

  /** The same with another seed. */
  public EvaluationSettings withSeed(long seed) {
    return new EvaluationSettings(
        seed, labelsPerClass, draws, resamples, mapRows, queries, neighboursPerQuery);
  }
}
