package io.github.simclrbeam.evaluate;

import static java.util.Objects.requireNonNull;

/**
 * The features of the images that a probe learns from, and of those that it is judged on, both made
 * the same way.
 *
 * @param train the features of the train images
 * @param test the features of the test images
 */
public record FeatureSplit(FeatureSet train, FeatureSet test) {
  /** Checks that nothing is null. */
  public FeatureSplit {
    requireNonNull(train, "train");
    requireNonNull(test, "test");
  }
}
