package io.github.simclrbeam.encoder;

/**
 * How a batch passes the network.
 *
 * @param chunkPairs at most so many pairs pass at once on a device, at least 1; a larger batch is
 *     cut into chunks of about equal size, which costs up to one more forward pass and keeps the
 *     memory of one chunk
 * @param statistics over which rows BatchNorm takes its statistics; never over more than a chunk
 */
public record StepSettings(int chunkPairs, NormStatistics statistics) {
  /** A device's share of the batch passes at once, both views together. */
  public static final StepSettings DEFAULT =
      new StepSettings(Integer.MAX_VALUE, NormStatistics.JOINT);

  public StepSettings {
    if (chunkPairs < 1) {
      throw new IllegalArgumentException("chunk pairs must be at least 1, but was: " + chunkPairs);
    }
  }
}
