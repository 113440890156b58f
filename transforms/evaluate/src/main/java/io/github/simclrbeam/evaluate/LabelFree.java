package io.github.simclrbeam.evaluate;

import java.util.Optional;
import java.util.SplittableRandom;

/** Figures of a representation that need no label. */
final class LabelFree {
  /** Verdict of rows that are (nearly) one point or one line. */
  static final String COLLAPSED = "COLLAPSED";

  /** Verdict of all others. */
  static final String SPREAD = "SPREAD";

  /** Rows whose pairs are all looked at; of more, a seeded choice of this many. */
  private static final int UNIFORMITY_ROWS = 4096;

  private static final int UNIFORMITY_BLOCK = 512;

  /**
   * Eigenvalues below this share of the largest, times their number, are rounding and count as 0.
   */
  private static final double ROUNDING = 1e-15;

  /**
   * Variance of rows of length 1, summed over dimensions: below it two of them have a mean cosine
   * above .9999.
   */
  private static final double POINT = 1e-4;

  /** Share of the variance along one direction. */
  private static final double LINE = 0.999;

  private LabelFree() {}

  /**
   * Measures rows, and the agreement of views where there are any.
   *
   * @param rows a row per image, at least one
   * @param views a row per view with the id "&lt;image id&gt;#&lt;view index&gt;"
   * @param seed of the choice of rows for the uniformity
   */
  static io.github.simclrbeam.proto.LabelFree measure(
      FeatureTable rows, Optional<FeatureTable> views, long seed) {
    io.github.simclrbeam.proto.LabelFree.Builder figures =
        io.github.simclrbeam.proto.LabelFree.newBuilder()
            .setDimension(rows.dimension())
            .setRows(rows.size())
            .setUniformity(uniformity(rows, seed));
    double variance = 0;
    double deviation = 0;
    for (double each : unitVariances(rows)) {
      variance += each;
      deviation += Math.sqrt(each) / rows.dimension();
    }
    try (CenteredGram gram = CenteredGram.of(rows)) {
      figures
          .setDeviation(deviation)
          .setRankMe(rankMe(gram.energies()))
          .setVerdict(variance < POINT || isLine(gram.centeredEnergies()) ? COLLAPSED : SPREAD);
    }
    views.map(ViewPairs::alignment).ifPresent(found -> found.ifPresent(figures::setAlignment));
    return figures.build();
  }

  /**
   * RankMe (Garrido et al. 2023): {@code exp(-Σ p ln p)} of the singular values' shares p, where 0
   * ln 0 is 0. No constant is added to the shares, so that D equal singular values give exactly D,
   * and one alone gives 1. Rows are neither centred nor scaled. Zeros give 1.
   *
   * @param energies squares of the singular values
   */
  static double rankMe(double[] energies) {
    double largest = 0;
    for (double energy : energies) {
      largest = Math.max(largest, energy);
    }
    double least = largest * ROUNDING * energies.length;
    double sum = 0;
    for (double energy : energies) {
      sum += energy > least ? Math.sqrt(energy) : 0;
    }
    double entropy = 0;
    for (double energy : energies) {
      if (energy > least) {
        double share = Math.sqrt(energy) / sum;
        entropy -= share * Math.log(share);
      }
    }
    return Math.exp(entropy);
  }

  private static boolean isLine(double[] rising) {
    double sum = 0;
    for (double energy : rising) {
      sum += Math.max(0, energy);
    }
    return rising[rising.length - 1] >= LINE * sum;
  }

  /** Of each dimension of the rows scaled to length 1. */
  private static double[] unitVariances(FeatureTable rows) {
    int dimension = rows.dimension();
    double[] mean = new double[dimension];
    double[] variance = new double[dimension];
    // Two passes: with nearly equal rows the shortcut through squares would leave only rounding.
    for (int i = 0; i < rows.size(); i++) {
      double[] unit = UnitRows.scaled(rows.row(i));
      for (int j = 0; j < dimension; j++) {
        mean[j] += unit[j] / rows.size();
      }
    }
    for (int i = 0; i < rows.size(); i++) {
      double[] unit = UnitRows.scaled(rows.row(i));
      for (int j = 0; j < dimension; j++) {
        double off = unit[j] - mean[j];
        variance[j] += off * off / rows.size();
      }
    }
    return variance;
  }

  /**
   * Wang and Isola 2020: log of the mean of exp(-2 d²) over pairs of different rows of length 1; 0
   * when there is no pair.
   */
  static double uniformity(FeatureTable table, long seed) {
    int[] chosen = SeededOrder.choose(table.size(), UNIFORMITY_ROWS, new SplittableRandom(seed));
    if (chosen.length < 2) {
      return 0;
    }
    double sum = 0;
    try (UnitRows rows = UnitRows.of(table.select(chosen))) {
      for (int from = 0; from < rows.rows(); from += UNIFORMITY_BLOCK) {
        int count = Math.min(UNIFORMITY_BLOCK, rows.rows() - from);
        float[] cosines = rows.similarities(from, count, rows);
        for (int i = 0; i < count; i++) {
          sum += potentials(rows, from + i, cosines, i * rows.rows());
        }
      }
    }
    double pairs = chosen.length * (chosen.length - 1.0) / 2;
    return Math.log(sum / pairs);
  }

  /** The sum of exp(-2 d²) over the rows before one. */
  private static double potentials(UnitRows rows, int row, float[] cosines, int offset) {
    double sum = 0;
    for (int other = 0; other < row; other++) {
      double squares = rows.squaredLength(row) + rows.squaredLength(other);
      sum += Math.exp(-2 * Math.max(0, squares - 2.0 * cosines[offset + other]));
    }
    return sum;
  }
}
