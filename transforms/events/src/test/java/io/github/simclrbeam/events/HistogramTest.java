package io.github.simclrbeam.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.EventHistogram;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class HistogramTest {
  @Test
  void equalNumbersAreOneBucket() {
    EventHistogram histogram = Histogram.of(new float[] {2, 2, 2}).orElseThrow();
    assertThat(histogram.getBucketLimitList()).containsExactly(2.0);
    assertThat(histogram.getBucketList()).containsExactly(3.0);
    assertThat(histogram.getSumSquares()).isEqualTo(12);
  }

  @Test
  void bucketsAreOfEqualWidthAndTheLargestIsInTheLast() {
    // 0 .. 30 over buckets of width 1: each has one, the last 29 and 30.
    float[] numbers = new float[31];
    for (int i = 0; i <= 30; i++) {
      numbers[i] = i;
    }
    EventHistogram histogram = Histogram.of(numbers).orElseThrow();
    assertThat(histogram.getBucketLimitCount()).isEqualTo(30);
    assertThat(histogram.getBucketLimit(0)).isEqualTo(1);
    assertThat(histogram.getBucketLimit(29)).isEqualTo(30);
    assertThat(histogram.getBucketList().subList(0, 29)).containsOnly(1.0);
    assertThat(histogram.getBucket(29)).isEqualTo(2);
  }

  @Test
  void everyNumberIsCountedOnceOverTheWholeRangeOfFloats() {
    SplittableRandom random = new SplittableRandom(Long.getLong("test.seed", 1));
    for (int turn = 0; turn < 200; turn++) {
      float[] numbers = new float[1 + random.nextInt(500)];
      int finite = 0;
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = Float.intBitsToFloat(random.nextInt());
        finite += Float.isFinite(numbers[i]) ? 1 : 0;
      }
      EventHistogram histogram = Histogram.of(numbers).orElseThrow();
      double counted = histogram.getBucketList().stream().mapToDouble(each -> each).sum();
      assertThat(counted).isEqualTo(finite).isEqualTo(histogram.getNum());
      assertThat(histogram.getBucketLimitList()).isSorted();
    }
  }

  @Test
  void noFiniteNumberIsNoHistogram() {
    assertThat(Histogram.of(new float[0])).isEmpty();
    assertThat(Histogram.of(new float[] {Float.NEGATIVE_INFINITY})).isEmpty();
  }
}
