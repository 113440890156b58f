package io.github.simclrbeam.encoder;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of a batch that pass the network at once.
 *
 * @param first the first pair's index in the batch
 * @param pairs at least 1
 */
record Chunk(int first, int pairs) {
  /**
   * Cuts into chunks of at most so many pairs. Sizes differ by at most one: a small rest would have
   * BatchNorm statistics of its own.
   */
  List<Chunk> cut(int size) {
    return split((int) ((pairs + (long) size - 1) / size));
  }

  /** Cuts into so many parts, at most one per pair, whose sizes differ by at most one. */
  List<Chunk> split(int parts) {
    List<Chunk> chunks = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int from = bound(part, parts);
      chunks.add(new Chunk(first + from, bound(part + 1, parts) - from));
    }
    return chunks;
  }

  /** Returns the rows of the chunk's pairs in a batch of so many, by forward pass. */
  List<List<RowSpan>> passes(int batchPairs, NormStatistics statistics) {
    RowSpan one = new RowSpan(first, pairs);
    RowSpan two = new RowSpan(batchPairs + first, pairs);
    return statistics == NormStatistics.SEPARATE
        ? List.of(List.of(one), List.of(two))
        : List.of(List.of(one, two));
  }

  private int bound(int part, int parts) {
    return (int) ((long) part * pairs / parts);
  }
}
