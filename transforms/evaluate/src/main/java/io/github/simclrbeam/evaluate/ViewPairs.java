package io.github.simclrbeam.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** The views of each image, side by side. */
final class ViewPairs {
  private ViewPairs() {}

  /**
   * Wang and Isola 2020: the mean over images of the mean squared distance of two of its views,
   * scaled to length 1; [0, 4]. All pairs of an image's views count alike, and so do all images.
   * Empty when no image has two views.
   *
   * @throws IllegalArgumentException if an id is not "&lt;image id&gt;#&lt;view index&gt;"
   */
  static OptionalDouble alignment(FeatureTable views) {
    Map<String, ViewSum> images = new LinkedHashMap<>();
    for (int i = 0; i < views.size(); i++) {
      images
          .computeIfAbsent(imageOf(views.id(i)), id -> new ViewSum(views.dimension()))
          .add(UnitRows.scaled(views.row(i)));
    }
    double sum = 0;
    int counted = 0;
    for (ViewSum image : images.values()) {
      if (image.views > 1) {
        sum += image.meanDistance();
        counted++;
      }
    }
    return counted == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / counted);
  }

  private static String imageOf(String viewId) {
    int mark = viewId.lastIndexOf('#');
    if (mark < 0) {
      throw new IllegalArgumentException(
          "id of a view must be <image id>#<view index>, but was: " + viewId);
    }
    return viewId.substring(0, mark);
  }

  /** What the pairwise distances of an image's views need: they sum to K Σ|v|² - |Σv|². */
  private static final class ViewSum {
    private final double[] sum;
    private double squares;
    private int views;

    private ViewSum(int dimension) {
      this.sum = new double[dimension];
    }

    private void add(double[] view) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += view[j];
        squares += view[j] * view[j];
      }
      views++;
    }

    private double meanDistance() {
      double together = Lbfgs.dot(sum, sum);
      return Math.max(0, views * squares - together) / (views * (views - 1.0) / 2);
    }
  }
}
