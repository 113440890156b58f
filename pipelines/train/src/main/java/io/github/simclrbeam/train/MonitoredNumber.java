package io.github.simclrbeam.train;

import java.util.Objects;

/**
 * A number by which checkpoints of a run are compared.
 *
 * @param name what it is, e.g. "epoch loss"; checkpoints are compared by numbers of one name only
 * @param value as of the checkpoint; one that is not finite does not count
 * @param higherIsBetter false for a loss, true for an accuracy
 */
record MonitoredNumber(String name, double value, boolean higherIsBetter) {
  MonitoredNumber {
    Objects.requireNonNull(name, "name");
  }

  /** Returns the mean loss over the latest steps, as many as an epoch has. */
  static MonitoredNumber loss(double value) {
    return new MonitoredNumber("epoch loss", value, false);
  }

  /**
   * Returns the share of images whose class their nearest neighbours name.
   *
   * @param images what they are: among others it would be another number
   */
  static MonitoredNumber knn(double value, String images) {
    return new MonitoredNumber("kNN top-1, " + images, value, true);
  }
}
