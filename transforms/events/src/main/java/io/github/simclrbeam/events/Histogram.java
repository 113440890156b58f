package io.github.simclrbeam.events;

import io.github.simclrbeam.proto.EventHistogram;
import java.util.Optional;

/**
 * How numbers are spread over buckets of equal width from the least to the largest, as many as
 * TensorBoard draws. A pure function of the numbers and their order.
 */
final class Histogram {
  private static final int BUCKETS = 30;

  private Histogram() {}

  /**
   * Returns the histogram of the finite ones among the numbers; empty when there is none. Equal
   * numbers give one bucket.
   */
  static Optional<EventHistogram> of(float[] numbers) {
    double least = Double.POSITIVE_INFINITY;
    double largest = Double.NEGATIVE_INFINITY;
    double sum = 0;
    double squares = 0;
    long count = 0;
    for (float number : numbers) {
      if (Float.isFinite(number)) {
        least = Math.min(least, number);
        largest = Math.max(largest, number);
        sum += number;
        squares += (double) number * number;
        count++;
      }
    }
    if (count == 0) {
      return Optional.empty();
    }
    EventHistogram.Builder histogram =
        EventHistogram.newBuilder()
            .setMin(least)
            .setMax(largest)
            .setNum(count)
            .setSum(sum)
            .setSumSquares(squares);
    long[] counts = counts(numbers, least, largest);
    for (int i = 0; i < counts.length; i++) {
      boolean last = i == counts.length - 1;
      double limit = last ? largest : least + (largest - least) * (i + 1) / counts.length;
      histogram.addBucketLimit(limit).addBucket(counts[i]);
    }
    return Optional.of(histogram.build());
  }

  private static long[] counts(float[] numbers, double least, double largest) {
    long[] counts = new long[least == largest ? 1 : BUCKETS];
    double perUnit = counts.length / (largest - least);
    for (float number : numbers) {
      if (Float.isFinite(number)) {
        int bucket = counts.length == 1 ? 0 : (int) ((number - least) * perUnit);
        counts[Math.min(bucket, counts.length - 1)]++;
      }
    }
    return counts;
  }
}
