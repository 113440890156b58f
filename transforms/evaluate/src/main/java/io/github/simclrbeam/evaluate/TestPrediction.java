package io.github.simclrbeam.evaluate;

/**
 * What the linear probe says of a test image.
 *
 * @param id the image
 * @param label the true class, an index into the card's label names
 * @param predicted the probe's class, an index into the card's label names
 * @param probability the probe's probability of its class, (0, 1]
 */
public record TestPrediction(String id, int label, int predicted, double probability) {
  /** Whether the probe is right. */
  public boolean correct() {
    return label == predicted;
  }
}
