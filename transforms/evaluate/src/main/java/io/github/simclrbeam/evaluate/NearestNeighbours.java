package io.github.simclrbeam.evaluate;

import org.bytedeco.javacpp.FloatPointer;

/**
 * For each query the k rows of a bank with the largest cosine, exactly, by blocks of queries.
 *
 * @param indices rows of the bank by falling similarity, the lower index first among equals; one array for each query
 * @param similarities their cosines
 */
record NearestNeighbours(int[][] indices, float[][] similarities) {
  /** Cosines held at once: 16 MB. */
  private static final int BLOCK = 1 << 22;

  /** Searches. {@code k} is clamped to the bank. */
  static NearestNeighbours search(UnitRows queries, UnitRows bank, int k) {
    return search(queries, bank, k, false);
  }

  /** Searches rows among themselves: no row is its own neighbour. */
  static NearestNeighbours among(UnitRows rows, int k) {
    return search(rows, rows, k, true);
  }

  private static NearestNeighbours search(
      UnitRows queries, UnitRows bank, int k, boolean skipSelf) {
    int wanted = Math.min(k, bank.rows() - (skipSelf ? 1 : 0));
    if (wanted < 1) {
      throw new IllegalArgumentException(
          "neighbours must be 1 or more, but was: %d of a bank of %d".formatted(k, bank.rows()));
    }
    int[][] indices = new int[queries.rows()][wanted];
    float[][] similarities = new float[queries.rows()][wanted];
    int block = Math.max(1, Math.min(queries.rows(), BLOCK / bank.rows()));
    float[] cosines = new float[block * bank.rows()];
    LargestValues largest = new LargestValues(wanted);
    try (FloatPointer buffer = UnitRows.buffer(block, bank)) {
      for (int from = 0; from < queries.rows(); from += block) {
        int count = Math.min(block, queries.rows() - from);
        queries.similarities(from, count, bank, buffer, cosines);
        for (int i = 0; i < count; i++) {
          int query = from + i;
          largest.select(cosines, i * bank.rows(), bank.rows(), skipSelf ? query : -1);
          largest.drain(indices[query], similarities[query]);
        }
      }
    }
    return new NearestNeighbours(indices, similarities);
  }
}
