package io.github.simclrbeam.train;

import io.github.simclrbeam.evaluate.FeatureTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Looks at an encoder while it is trained, with the same images each time. Reads the encoder only:
 * training goes on as if nobody had looked. Not thread-safe.
 */
final class Monitor {
  /** Views that the encoder gets at once. */
  static final int BATCH = 64;

  private final MonitorViews views;

  /** The views stay the caller's to close. */
  Monitor(MonitorViews views) {
    this.views = views;
  }

  /**
   * Looks at the encoder.
   *
   * @param steps updates that its weights have had
   * @param epochs that are done
   * @throws IOException if views cannot be read; names the shard
   */
  MonitorLook look(Features encoder, long steps, long epochs) throws IOException {
    FeatureTable first = table(rows(encoder, 0), views.ids(), views.labels());
    Optional<FeatureTable> pairs =
        views.paired() ? Optional.of(pairs(first, rows(encoder, 1))) : Optional.empty();
    return new MonitorLook(MonitorResult.of(steps, epochs, first, pairs, views.seed()), first);
  }

  private float[][] rows(Features encoder, int view) throws IOException {
    float[][] rows = new float[views.images()][];
    for (int from = 0; from < rows.length; from += BATCH) {
      int count = Math.min(BATCH, rows.length - from);
      float[][] some = encoder.of(views.read(view, from, count), count);
      if (some.length != count) {
        throw new IllegalStateException(
            "rows must be as many as the %d views, but were: %d".formatted(count, some.length));
      }
      System.arraycopy(some, 0, rows, from, count);
    }
    return rows;
  }

  private FeatureTable pairs(FeatureTable first, float[][] second) {
    float[][] rows = new float[2 * second.length][];
    int[] labels = new int[rows.length];
    List<String> ids = new ArrayList<>();
    for (int image = 0; image < second.length; image++) {
      for (int view = 0; view < 2; view++) {
        rows[2 * image + view] = view == 0 ? first.row(image) : second[image];
        labels[2 * image + view] = first.label(image);
        ids.add(first.id(image) + "#" + view);
      }
    }
    return table(rows, ids, labels);
  }

  private static FeatureTable table(float[][] rows, List<String> ids, int[] labels) {
    return new FeatureTable(rows, labels, ids, Collections.nCopies(ids.size(), ""));
  }
}
