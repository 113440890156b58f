package io.github.simclrbeam.evaluate;

/**
 * A classifier's answers, one for each row asked about.
 *
 * @param classes the most probable class; the lowest of equals
 * @param probabilities the probability that the classifier gives it, (0, 1]
 */
record Predictions(int[] classes, double[] probabilities) {}
