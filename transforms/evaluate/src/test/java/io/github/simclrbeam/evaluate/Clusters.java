package io.github.simclrbeam.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Made-up features: clouds around seeded centres, one for each class, in turn. */
final class Clusters {
  private Clusters() {}

  /**
   * {@code rows} rows; row i is of class i modulo {@code classes}; {@code noise} against centres of
   * deviation 1.
   */
  static FeatureTable of(
      String prefix, int rows, int classes, int dimension, double noise, long seed) {
    return of(prefix, rows, classes, dimension, noise, seed, seed ^ prefix.hashCode());
  }

  /** With the centres from one seed and the noise from another. */
  static FeatureTable of(
      String prefix,
      int rows,
      int classes,
      int dimension,
      double noise,
      long centreSeed,
      long noiseSeed) {
    SplittableRandom centreRandom = new SplittableRandom(centreSeed);
    double[][] centres = new double[classes][dimension];
    for (double[] centre : centres) {
      for (int j = 0; j < dimension; j++) {
        centre[j] = normal(centreRandom);
      }
    }
    SplittableRandom random = new SplittableRandom(noiseSeed);
    float[][] values = new float[rows][dimension];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % classes;
      for (int j = 0; j < dimension; j++) {
        values[i][j] = (float) (centres[labels[i]][j] + noise * normal(random));
      }
    }
    return table(prefix, values, labels);
  }

  /** Rows with ids and digests of their own. */
  static FeatureTable table(String prefix, float[][] rows, int... labels) {
    List<String> ids = new ArrayList<>();
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      ids.add(prefix + "/" + i);
      digests.add("sha-" + prefix + "-" + i);
    }
    return new FeatureTable(rows, labels, ids, digests);
  }

  /** Unlabelled rows. */
  static FeatureTable unlabelled(String prefix, float[][] rows) {
    int[] labels = new int[rows.length];
    Arrays.fill(labels, FeatureTable.UNLABELLED);
    return table(prefix, rows, labels);
  }

  static int[] labels(FeatureTable table) {
    return IntStream.range(0, table.size()).map(table::label).toArray();
  }

  /** The same features times a factor. */
  static FeatureTable scaled(FeatureTable table, float factor) {
    float[][] rows = new float[table.size()][];
    List<String> digests = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      rows[i] = table.row(i).clone();
      digests.add(table.contentDigest(i));
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] *= factor;
      }
    }
    return new FeatureTable(rows, labels(table), table.ids(), digests);
  }

  private static double normal(SplittableRandom random) {
    double sum = -6;
    for (int i = 0; i < 12; i++) {
      sum += random.nextDouble();
    }
    return sum;
  }
}
