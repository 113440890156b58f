package io.github.simclrbeam.evaluate;

/**
 * The weighted vote of the nearest neighbours (Wu et al. 2018): each adds {@code exp(similarity /
 * temperature)} to its class.
 *
 * @param k neighbours asked for, 1 or more; clamped to those found
 * @param temperature above 0; small ones let the nearest decide
 */
record KnnVote(int k, double temperature) {
  KnnVote {
    if (k < 1) {
      throw new IllegalArgumentException("k must be 1 or more, but was: " + k);
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException("temperature must be above 0, but was: " + temperature);
    }
  }

  /**
   * The winner of each query; the lowest of classes with equal votes.
   *
   * @param neighbours of each query, by falling similarity
   * @param classes the class of each row of the bank
   * @param classCount classes that exist, whether or not in the bank
   */
  int[] classes(NearestNeighbours neighbours, int[] classes, int classCount) {
    int[] winners = new int[neighbours.indices().length];
    for (int query = 0; query < winners.length; query++) {
      double[] votes =
          votes(neighbours.indices()[query], neighbours.similarities()[query], classes, classCount);
      int best = 0;
      for (int c = 1; c < classCount; c++) {
        best = votes[c] > votes[best] ? c : best;
      }
      winners[query] = best;
    }
    return winners;
  }

  /**
   * The votes of one query, divided by the nearest neighbour's weight: the largest weight is 1, so
   * nothing overflows.
   */
  double[] votes(int[] indices, float[] similarities, int[] classes, int classCount) {
    double[] votes = new double[classCount];
    int voters = Math.min(k, indices.length);
    for (int i = 0; i < voters; i++) {
      votes[classes[indices[i]]] +=
          Math.exp(((double) similarities[i] - similarities[0]) / temperature);
    }
    return votes;
  }
}
