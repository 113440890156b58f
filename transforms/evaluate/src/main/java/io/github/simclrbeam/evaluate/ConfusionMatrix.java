package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.ConfusionRow;
import java.util.ArrayList;
import java.util.List;

/** How often each true class was given each answer. Immutable. */
final class ConfusionMatrix {
  private final long[][] counts;

  private ConfusionMatrix(long[][] counts) {
    this.counts = counts;
  }

  /** Counts answers; both arrays hold classes from 0 to {@code classCount - 1}. */
  static ConfusionMatrix of(int[] truth, int[] predicted, int classCount) {
    if (truth.length != predicted.length) {
      throw new IllegalArgumentException(
          "answers must be %d, but was: %d".formatted(truth.length, predicted.length));
    }
    long[][] counts = new long[classCount][classCount];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(counts);
  }

  /** Images of a true class that were given an answer. */
  long count(int truth, int predicted) {
    return counts[truth][predicted];
  }

  /** Images of a true class. */
  long images(int truth) {
    long images = 0;
    for (long count : counts[truth]) {
      images += count;
    }
    return images;
  }

  /** All images. */
  long images() {
    long images = 0;
    for (int c = 0; c < counts.length; c++) {
      images += images(c);
    }
    return images;
  }

  /** Images with the right answer. */
  long correct() {
    long correct = 0;
    for (int c = 0; c < counts.length; c++) {
      correct += counts[c][c];
    }
    return correct;
  }

  /** The share of right answers; 0 without images. */
  double accuracy() {
    long images = images();
    return images == 0 ? 0 : (double) correct() / images;
  }

  /** As in the card: a row for each true class. */
  List<ConfusionRow> rows() {
    List<ConfusionRow> rows = new ArrayList<>();
    for (long[] row : counts) {
      ConfusionRow.Builder message = ConfusionRow.newBuilder();
      for (long count : row) {
        message.addPredicted(count);
      }
      rows.add(message.build());
    }
    return rows;
  }
}
