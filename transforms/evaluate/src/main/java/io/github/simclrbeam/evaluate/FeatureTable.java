package io.github.simclrbeam.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The features of some images in the order they were read: one row of D numbers for each image,
 * with its id, its label and the digest of its bytes. Immutable as long as nobody writes to the
 * arrays, which are not copied. Safe for use by many threads.
 */
public final class FeatureTable {
  /** The label of an image that has none. */
  public static final int UNLABELLED = -1;

  private final float[][] rows;
  private final int[] labels;
  private final List<String> ids;
  private final List<String> contentDigests;

  /**
   * Takes columns of equal length.
   *
   * @param rows n rows of D features each
   * @param labels n labels from 0, or {@link #UNLABELLED}
   * @param ids n image ids
   * @param contentDigests n digests of the images' bytes; empty strings where unknown
   * @throws IllegalArgumentException if the columns differ in length, the rows in dimension, or a
   *     label is below -1
   */
  public FeatureTable(float[][] rows, int[] labels, List<String> ids, List<String> contentDigests) {
    this.rows = requireNonNull(rows, "rows");
    this.labels = requireNonNull(labels, "labels");
    this.ids = List.copyOf(ids);
    this.contentDigests = List.copyOf(contentDigests);
    requireLength("labels", labels.length);
    requireLength("ids", ids.size());
    requireLength("contentDigests", contentDigests.size());
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length == 0 || rows[i].length != rows[0].length) {
        throw new IllegalArgumentException(
            "features of a row must be "
                + (i == 0 ? "at least 1" : "as many as the first row's " + rows[0].length)
                + ", but was: "
                + rows[i].length
                + " (row "
                + i
                + ", image "
                + this.ids.get(i)
                + ")");
      }
      if (labels[i] < UNLABELLED) {
        throw new IllegalArgumentException(
            "label must be -1 or more, but was: " + labels[i] + " (image " + this.ids.get(i) + ")");
      }
    }
  }

  private void requireLength(String what, int length) {
    if (length != rows.length) {
      throw new IllegalArgumentException(
          what + " must be as many as the rows (" + rows.length + "), but was: " + length);
    }
  }

  /** Images. */
  public int size() {
    return rows.length;
  }

  /** D, the length of every row; 0 when there is no row. */
  public int dimension() {
    return rows.length == 0 ? 0 : rows[0].length;
  }

  /** The features of an image; not a copy. */
  public float[] row(int index) {
    return rows[index];
  }

  /** The label of an image, or {@link #UNLABELLED}. */
  public int label(int index) {
    return labels[index];
  }

  /** The id of an image. */
  public String id(int index) {
    return ids.get(index);
  }

  /** The digest of an image's bytes; empty when unknown. */
  public String contentDigest(int index) {
    return contentDigests.get(index);
  }

  /** All ids, in the order of the rows. */
  public List<String> ids() {
    return ids;
  }

  /** Some rows, in the given order. */
  FeatureTable select(int[] indices) {
    float[][] someRows = new float[indices.length][];
    int[] someLabels = new int[indices.length];
    List<String> someIds = new ArrayList<>(indices.length);
    List<String> someDigests = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      someRows[i] = rows[indices[i]];
      someLabels[i] = labels[indices[i]];
      someIds.add(ids.get(indices[i]));
      someDigests.add(contentDigests.get(indices[i]));
    }
    return new FeatureTable(someRows, someLabels, someIds, someDigests);
  }

  /** The rows with these ids, in their order; empty when one is missing. */
  Optional<FeatureTable> inOrderOf(List<String> wanted) {
    if (ids.equals(wanted)) {
      return Optional.of(this);
    }
    Map<String, Integer> positions = new HashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      positions.putIfAbsent(ids.get(i), i);
    }
    int[] indices = new int[wanted.size()];
    for (int i = 0; i < indices.length; i++) {
      Integer position = positions.get(wanted.get(i));
      if (position == null) {
        return Optional.empty();
      }
      indices[i] = position;
    }
    return Optional.of(select(indices));
  }

  /** Rows with a number that is not finite. */
  int[] notFinite() {
    return IntStream.range(0, rows.length).filter(i -> !isFinite(rows[i])).toArray();
  }

  /** Returns whether all numbers are finite. */
  public boolean isFinite() {
    return notFinite().length == 0;
  }

  private static boolean isFinite(float[] row) {
    for (float value : row) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  /** Images that have a label. */
  public int labelled() {
    int count = 0;
    for (int label : labels) {
      count += label == UNLABELLED ? 0 : 1;
    }
    return count;
  }
}
