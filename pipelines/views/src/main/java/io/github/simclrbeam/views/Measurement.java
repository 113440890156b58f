package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.RecordCost;
import java.util.List;

/**
 * What making records of a sample took, again and again until it became no faster.
 *
 * @param images how many were looked at
 * @param firstMeanBytes mean size of the records by which shards are sized, NaN when there is none
 * @param costs of each that can be used, as it is in the long run
 * @param warmUp processor seconds of the process, all its threads, after so many images
 */
record Measurement(int images, double firstMeanBytes, List<RecordCost> costs, List<Point> warmUp) {

  /**
   * A moment of the measurement.
   *
   * @param made images until then, repeated ones counted again
   * @param cpuSeconds that the process had spent until then
   */
  record Point(long made, double cpuSeconds) {}

  Measurement {
    costs = List.copyOf(costs);
    warmUp = List.copyOf(warmUp);
  }

  /** Returns the share of images that can be used; 1 when none was looked at. */
  double usable() {
    return images == 0 ? 1 : (double) costs.size() / images;
  }

  /** Returns the mean size of records in bytes; NaN when there are none. */
  double meanBytes() {
    return costs.stream().mapToLong(RecordCost::bytes).average().orElse(Double.NaN);
  }

  /** Returns the mean of all of it; zeros when there is none. */
  RecordCost mean() {
    if (costs.isEmpty()) {
      return new RecordCost(0, 0, 0, 0);
    }
    return new RecordCost(
        Math.round(meanBytes()),
        costs.stream().mapToDouble(RecordCost::readSeconds).average().orElse(0),
        costs.stream().mapToDouble(RecordCost::augmentSeconds).average().orElse(0),
        costs.stream().mapToDouble(RecordCost::encodeSeconds).average().orElse(0));
  }

  /**
   * Returns the processor seconds that a run over so many images takes because its code is not yet
   * compiled, compiling included.
   */
  double warmUpSeconds(long runImages) {
    double seconds = mean().seconds();
    double most = 0;
    for (Point point : warmUp) {
      most = Math.max(most, point.cpuSeconds() - point.made() * seconds);
      if (point.made() >= runImages) {
        break;
      }
    }
    return most;
  }
}
