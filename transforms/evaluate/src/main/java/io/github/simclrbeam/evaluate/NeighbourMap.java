package io.github.simclrbeam.evaluate;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * t-SNE (van der Maaten and Hinton 2008), exact: places points in the plane so that near ones are
 * near, by gradient descent on the divergence of the pairs' affinities. Starts from the first two
 * coordinates, so that it depends on no random number. Used once.
 */
final class NeighbourMap {
  private static final int STEPS = 600;

  /**
   * Steps in which attraction is made stronger, so that clusters find each other before they
   * settle.
   */
  private static final int EARLY_STEPS = 150;

  private static final double EARLY_EXAGGERATION = 12;

  /** Added up in order, so that the places do not depend on the machine's cores. */
  private static final int PARTS = 4;

  private static final double START_SPREAD = 1e-4;

  private final int n;
  private final float[] affinities;
  private final float[] x;
  private final float[] y;
  private final Forces[] forces;
  private final double[] slopes;
  private final double[] speeds;
  private final double[] gains;

  NeighbourMap(double[][] points) {
    this.n = points.length;
    this.affinities = Affinities.of(points, Math.min(30, (n - 1) / 3.0));
    this.x = start(points, 0);
    this.y = start(points, 1);
    this.forces = new Forces[PARTS];
    Arrays.setAll(forces, part -> new Forces());
    this.slopes = new double[2 * n];
    this.speeds = new double[2 * n];
    this.gains = new double[2 * n];
    Arrays.fill(gains, 1);
  }

  private static float[] start(double[][] points, int axis) {
    double squares = 0;
    for (double[] point : points) {
      squares += point[axis] * point[axis];
    }
    double deviation = Math.sqrt(squares / points.length);
    float[] start = new float[points.length];
    for (int i = 0; i < start.length; i++) {
      // A grain that differs from point to point lets equal points part.
      double grain = 1e-3 * ((i * 7 + axis * 3) % 11 - 5);
      start[i] =
          (float) (START_SPREAD * ((deviation > 0 ? points[i][axis] / deviation : 0) + grain));
    }
    return start;
  }

  /** The places, n x 2, around the origin. */
  double[][] place() {
    double rate = Math.max(50, n / EARLY_EXAGGERATION / 4);
    for (int step = 0; step < STEPS; step++) {
      boolean early = step < EARLY_STEPS;
      computeSlopes(early ? EARLY_EXAGGERATION : 1);
      move(rate, early ? 0.5 : 0.8);
    }
    double[][] places = new double[n][];
    for (int i = 0; i < n; i++) {
      places[i] = new double[] {x[i], y[i]};
    }
    return places;
  }

  /** 4 Σ_j (a p_ij - q_ij) (y_i - y_j) / (1 + |y_i - y_j|²), each pair looked at once. */
  private void computeSlopes(double exaggeration) {
    IntStream.range(0, PARTS).parallel().forEach(part -> forces[part].compute(part));
    double sum = 0;
    for (Forces part : forces) {
      sum += part.sum;
    }
    for (int k = 0; k < slopes.length; k++) {
      double attraction = 0;
      double repulsion = 0;
      for (Forces part : forces) {
        attraction += part.attraction[k];
        repulsion += part.repulsion[k];
      }
      slopes[k] = 4 * (exaggeration * attraction - repulsion / (2 * sum));
    }
  }

  /** The forces between pairs whose later point is one of every {@link #PARTS}. */
  private final class Forces {
    private final double[] attraction = new double[2 * n];
    private final double[] repulsion = new double[2 * n];
    private double sum;

    private void compute(int part) {
      Arrays.fill(attraction, 0);
      Arrays.fill(repulsion, 0);
      sum = 0;
      for (int i = part; i < n; i += PARTS) {
        addPairsOf(i);
      }
    }

    private void addPairsOf(int i) {
      double attractX = 0;
      double attractY = 0;
      double repelX = 0;
      double repelY = 0;
      float hereX = x[i];
      float hereY = y[i];
      for (int j = 0; j < i; j++) {
        float offX = hereX - x[j];
        float offY = hereY - y[j];
        float near = 1 / (1 + offX * offX + offY * offY);
        float pull = affinities[i * n + j] * near;
        float push = near * near;
        sum += near;
        attractX += pull * offX;
        attractY += pull * offY;
        repelX += push * offX;
        repelY += push * offY;
        attraction[2 * j] -= pull * offX;
        attraction[2 * j + 1] -= pull * offY;
        repulsion[2 * j] -= push * offX;
        repulsion[2 * j + 1] -= push * offY;
      }
      attraction[2 * i] += attractX;
      attraction[2 * i + 1] += attractY;
      repulsion[2 * i] += repelX;
      repulsion[2 * i + 1] += repelY;
    }
  }

  /**
   * Momentum with a gain for each coordinate that grows while its direction holds (Jacobs 1988).
   */
  private void move(double rate, double momentum) {
    double meanX = 0;
    double meanY = 0;
    for (int k = 0; k < slopes.length; k++) {
      boolean holds = slopes[k] * speeds[k] < 0;
      gains[k] = Math.max(0.01, holds ? gains[k] + 0.2 : gains[k] * 0.8);
      speeds[k] = momentum * speeds[k] - rate * gains[k] * slopes[k];
      if (k % 2 == 0) {
        x[k / 2] += (float) speeds[k];
        meanX += x[k / 2] / n;
      } else {
        y[k / 2] += (float) speeds[k];
        meanY += y[k / 2] / n;
      }
    }
    for (int i = 0; i < n; i++) {
      x[i] -= (float) meanX;
      y[i] -= (float) meanY;
    }
  }
}
