package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each query the k rows of a bank with the largest cosine, exactly, by blocks of queries.
 *
 * @param indices rows of the bank by falling similarity, the lower index first among equals; one
 *     array for each query
 * @param similarities their cosines
 */
record NearestNeighbours(int[][] indices, float[][] similarities) {
  /** Queries looked at together. */
  private static final int BLOCK = 256;

  /** Searches. {@code k} is clamped to the bank. */
  static NearestNeighbours search(UnitRows queries, UnitRows bank, int k) {
    if (k < 1 || bank.rows() < 1) {
      throw new IllegalArgumentException(
          "neighbours must be 1 or more, but was: %d of a bank of %d".formatted(k, bank.rows()));
    }
    int wanted = Math.min(k, bank.rows());
    int[][] indices = new int[queries.rows()][wanted];
    float[][] similarities = new float[queries.rows()][wanted];
    int blocks = (queries.rows() + BLOCK - 1) / BLOCK;
    IntStream.range(0, blocks)
        .parallel()
        .forEach(
            block -> {
              int from = block * BLOCK;
              int count = Math.min(BLOCK, queries.rows() - from);
              float[] cosines = queries.similarities(from, count, bank);
              LargestValues largest = new LargestValues(wanted);
              for (int i = 0; i < count; i++) {
                largest.select(cosines, i * bank.rows(), bank.rows());
                largest.drain(indices[from + i], similarities[from + i]);
              }
            });
    return new NearestNeighbours(indices, similarities);
  }

  /**
   * Of a search of rows in themselves: each row's neighbours but itself, one fewer. A row that is
   * not among its own neighbours, because as many others equal it, loses the last of them.
   */
  NearestNeighbours withoutSelf() {
    int[][] others = new int[indices.length][];
    float[][] cosines = new float[indices.length][];
    for (int row = 0; row < indices.length; row++) {
      int kept = indices[row].length - 1;
      others[row] = Arrays.copyOf(indices[row], kept);
      cosines[row] = Arrays.copyOf(similarities[row], kept);
      for (int i = 0; i < kept; i++) {
        if (indices[row][i] == row) {
          System.arraycopy(indices[row], i + 1, others[row], i, kept - i);
          System.arraycopy(similarities[row], i + 1, cosines[row], i, kept - i);
          break;
        }
      }
    }
    return new NearestNeighbours(others, cosines);
  }
}
