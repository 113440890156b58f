package io.github.simclrbeam.evaluate;

/** Rows of many features as points in the plane. */
final class Projection2d {
  /** Axes that the neighbour map looks at: the rest is mostly noise. */
  private static final int MOST_AXES = 50;

  /** Fewer rows have no neighbourhoods to speak of. */
  private static final int FEWEST_FOR_NEIGHBOURS = 10;

  private Projection2d() {}

  /** How {@link #neighbours} places this many rows, in words for a caption. */
  static String method(int rows) {
    return rows < FEWEST_FOR_NEIGHBOURS
        ? "principal components of the standardized embeddings"
        : "t-SNE of the first principal components of the standardized embeddings";
  }

  /**
   * The first two principal components of the standardized rows, n x 2. Each axis points to where
   * its largest weight is positive.
   *
   * @throws IllegalArgumentException if there is no row
   */
  static double[][] principal(FeatureTable table) {
    return components(table, 2);
  }

  /**
   * A map that keeps near rows near: t-SNE (van der Maaten and Hinton 2008), exact, from the first
   * 50 principal components. Few rows are placed by {@link #principal}. The time grows with the
   * square of the rows: about 4 seconds of one core for 1,500.
   */
  static double[][] neighbours(FeatureTable table) {
    return table.size() < FEWEST_FOR_NEIGHBOURS
        ? principal(table)
        : new NeighbourMap(components(table, MOST_AXES)).place();
  }

  private static double[][] components(FeatureTable table, int wanted) {
    Standardization standardization = Standardization.fit(table);
    double[][] points = new double[table.size()][];
    try (Matrix rows =
            Matrix.standardized(table, SeededOrder.indices(table.size()), standardization);
        PrincipalAxes axes = PrincipalAxes.of(rows)) {
      int kept = axes.energies().length;
      double[] signs = signs(axes.axes());
      double[] row = new double[kept];
      for (int i = 0; i < points.length; i++) {
        axes.coordinates().getRow(i, row);
        points[i] = new double[Math.max(2, Math.min(wanted, kept))];
        for (int j = 0; j < Math.min(points[i].length, kept); j++) {
          points[i][j] = signs[j] * row[j];
        }
      }
    }
    return points;
  }

  /** An eigenvector's sign is arbitrary; this choice does not depend on the library. */
  private static double[] signs(Matrix axes) {
    double[] signs = new double[axes.rows()];
    double[] axis = new double[axes.columns()];
    for (int i = 0; i < signs.length; i++) {
      axes.getRow(i, axis);
      double largest = 0;
      for (double weight : axis) {
        largest = Math.abs(weight) > Math.abs(largest) ? weight : largest;
      }
      signs[i] = largest < 0 ? -1 : 1;
    }
    return signs;
  }
}
