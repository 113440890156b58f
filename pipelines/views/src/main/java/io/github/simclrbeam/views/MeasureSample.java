package io.github.simclrbeam.views;

import com.sun.management.OperatingSystemMXBean;
import io.github.simclrbeam.beam.MeasureRecord;
import io.github.simclrbeam.beam.RecordCost;
import io.github.simclrbeam.beam.ShardSizing;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes the records of a sample in this process, over and over: the first time tells what a short
 * run takes, the last times what a long one does.
 */
final class MeasureSample {
  private static final double NANOS = 1e9;
  private static final int FEWEST_PASSES = 2;

  /** Images of a store are waited for: so much by the clock is enough for a second. */
  private static final int LONGEST = 3;

  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final long start = process.getProcessCpuTime();
  private final long begun = System.nanoTime();
  private final List<Measurement.Point> points = new ArrayList<>();
  private final MeasureRecord measure;
  private final double seconds;
  private long made;

  private MeasureSample(MeasureRecord measure, double seconds) {
    this.measure = measure;
    this.seconds = seconds;
  }

  /**
   * Measures.
   *
   * @param sample images in the order of the set; those that tell the size of shards are all looked
   *     at, further ones while there is time
   * @param seconds of the processor to spend, or three times as many by the clock, or else twice on
   *     each image
   * @throws IOException if images cannot be read for reasons that are not theirs
   */
  static Measurement of(List<ImageReference> sample, MeasureRecord measure, double seconds)
      throws IOException {
    return new MeasureSample(measure, seconds).of(sample);
  }

  private Measurement of(List<ImageReference> sample) throws IOException {
    List<ImageReference> usable = new ArrayList<>();
    List<List<RecordCost>> passes = new ArrayList<>();
    passes.add(new ArrayList<>());
    int looked = 0;
    double firstMeanBytes = Double.NaN;
    for (ImageReference image : sample) {
      if (looked >= ShardSizing.SAMPLE && isEnough()) {
        break;
      }
      looked++;
      Optional<RecordCost> cost = measure.of(image);
      if (cost.isPresent()) {
        usable.add(image);
        passes.get(0).add(cost.get());
        made++;
      }
      if (looked <= ShardSizing.SAMPLE) {
        firstMeanBytes = meanBytes(passes.get(0));
      }
    }
    points.add(new Measurement.Point(made, cpuSeconds()));
    while (!usable.isEmpty() && (passes.size() < FEWEST_PASSES || !isEnough())) {
      passes.add(pass(usable));
    }
    return new Measurement(looked, firstMeanBytes, inTheLongRun(passes), points);
  }

  private static double meanBytes(List<RecordCost> costs) {
    return costs.stream().mapToLong(RecordCost::bytes).average().orElse(Double.NaN);
  }

  private List<RecordCost> pass(List<ImageReference> usable) throws IOException {
    List<RecordCost> costs = new ArrayList<>();
    for (ImageReference image : usable) {
      costs.add(
          measure
              .of(image)
              .orElseThrow(
                  () -> new IOException(image.getUri() + " changed while it was looked at")));
      made++;
    }
    points.add(new Measurement.Point(made, cpuSeconds()));
    return costs;
  }

  /** For each image the mean of the last third of the passes. */
  private static List<RecordCost> inTheLongRun(List<List<RecordCost>> passes) {
    List<List<RecordCost>> last = passes.subList(passes.size() * 2 / 3, passes.size());
    List<RecordCost> costs = new ArrayList<>();
    for (int i = 0; i < passes.get(0).size(); i++) {
      double read = 0;
      double augment = 0;
      double encode = 0;
      for (List<RecordCost> pass : last) {
        read += pass.get(i).readSeconds() / last.size();
        augment += pass.get(i).augmentSeconds() / last.size();
        encode += pass.get(i).encodeSeconds() / last.size();
      }
      costs.add(new RecordCost(passes.get(0).get(i).bytes(), read, augment, encode));
    }
    return costs;
  }

  private boolean isEnough() {
    return cpuSeconds() > seconds || (System.nanoTime() - begun) / NANOS > LONGEST * seconds;
  }

  private double cpuSeconds() {
    return (process.getProcessCpuTime() - start) / NANOS;
  }
}
