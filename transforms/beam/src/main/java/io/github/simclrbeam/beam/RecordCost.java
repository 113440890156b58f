package io.github.simclrbeam.beam;

/**
 * What it took to make an image's record.
 *
 * @param bytes of the record in a shard, framing included
 * @param readSeconds processor time to read and decode the image
 * @param augmentSeconds processor time to make its views
 * @param encodeSeconds processor time to encode them, and the record
 */
public record RecordCost(
    long bytes, double readSeconds, double augmentSeconds, double encodeSeconds) {

  /** Returns the processor time of all of it. */
  public double seconds() {
    return readSeconds + augmentSeconds + encodeSeconds;
  }
}
