package io.github.simclrbeam.views;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a run of views will make and take, by a sample of its images.
 *
 * @param images of the input, bad ones included
 * @param counted whether they were counted; otherwise they are expected
 * @param records that are to be expected
 * @param shards that will be made
 * @param viewsPerImage K
 * @param bytes of all shards
 * @param cpuSeconds of one core like this machine's for all images: reading, making views, encoding
 * @param warmUpSeconds of one core until the program is compiled, once a machine
 * @param chunks tasks that can run at once
 * @param beam what is not making records
 */
record Forecast(
    long images,
    boolean counted,
    long records,
    int shards,
    int viewsPerImage,
    long bytes,
    double cpuSeconds,
    double warmUpSeconds,
    int chunks,
    BeamCost beam) {
  private static final double HOUR = 3600;

  /** Returns the forecast. */
  static Forecast of(
      long images,
      boolean counted,
      int shards,
      int chunks,
      int viewsPerImage,
      Measurement measurement,
      BeamCost beam) {
    long records = Math.round(images * measurement.usable());
    return new Forecast(
        images,
        counted,
        records,
        shards,
        viewsPerImage,
        Math.round(records * measurement.meanBytes()),
        records * measurement.mean().seconds(),
        measurement.warmUpSeconds(records),
        chunks,
        beam);
  }

  /** Returns the processor hours of one core of this machine for everything. */
  double coreHours() {
    return (workSeconds() + chunkSeconds() + beam.startCpuSeconds() + warmUpSeconds) / HOUR;
  }

  /** Returns the processor seconds without what is done once a machine. */
  double workSeconds() {
    return cpuSeconds + images * beam.cpuSecondsPerImage();
  }

  /**
   * Returns the seconds that the run takes by the direct runner on this machine.
   *
   * @param cores of this machine
   */
  double wallSeconds(int cores) {
    return beam.startSeconds()
        + (warmUpSeconds + chunkSeconds() + images * beam.cpuSecondsPerImage()) / cores
        + cpuSeconds / Math.max(1, Math.min(cores, chunks));
  }

  /** Only the direct runner takes so much for a task. */
  private double chunkSeconds() {
    return chunks * beam.cpuSecondsPerChunk();
  }

  /** Returns the figures of run.json that are to be expected, by their names there. */
  SortedMap<String, Double> figures(int cores) {
    double seconds = wallSeconds(cores);
    SortedMap<String, Double> figures = new TreeMap<>();
    figures.put("images", (double) records);
    figures.put("seconds", seconds);
    figures.put("images per second", images / seconds);
    figures.put("views per second", (double) records * viewsPerImage / seconds);
    figures.put("bytes", (double) bytes);
    return figures;
  }
}
