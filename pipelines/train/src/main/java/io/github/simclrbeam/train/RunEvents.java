package io.github.simclrbeam.train;

import io.github.simclrbeam.events.ContactSheet;
import io.github.simclrbeam.events.EventClock;
import io.github.simclrbeam.events.EventFile;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A training run's figures as TensorBoard shows them: the one place that knows their tags. What
 * follows from the run alone goes to one event file; how fast it was, which never repeats, goes to
 * another in the directory {@code speed} below, a run of its own in TensorBoard. One thread writes
 * both.
 */
final class RunEvents {
  private static final Map<String, String> MONITOR_TAGS =
      Map.of(
          "knnTop1", "monitor/knn_top1",
          "rankMe", "monitor/rank_me",
          "spread", "monitor/spread",
          "uniformity", "monitor/uniformity",
          "alignment", "monitor/alignment");

  private final EventFile events;
  private final EventFile speed;

  private RunEvents(EventFile events, EventFile speed) {
    this.events = events;
    this.speed = speed;
  }

  /**
   * Opens the event files with their first bytes kept and the rest, events of steps that will be
   * done again, cut off.
   *
   * @param directory of the run's events
   * @param kept as the checkpoint to go on from says
   * @param clock of the figures of speed
   * @param disk where the files are, if they are local
   * @throws IOException if a file holds fewer bytes
   */
  static RunEvents open(String directory, EventBytes kept, Clock clock, Disk disk)
      throws IOException {
    return new RunEvents(
        EventFile.open(directory, kept.events(), EventClock.ofSteps(), disk),
        EventFile.open(speed(directory), kept.speed(), EventClock.of(clock), disk));
  }

  /** Returns the directory of the figures that do not repeat. */
  static String speed(String directory) {
    return Uris.resolve(directory, "speed");
  }

  /** Appends a step's figures. */
  void step(StepMetrics metrics) throws IOException {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("train/loss", metrics.loss());
    scalars.put("train/learning_rate", metrics.learningRate());
    metrics.temperature().ifPresent(value -> scalars.put("train/temperature", value));
    metrics.gradientNorm().ifPresent(value -> scalars.put("train/gradient_norm", value));
    metrics.contrastiveTop1().ifPresent(value -> scalars.put("train/contrastive_top1", value));
    metrics.contrastiveTop5().ifPresent(value -> scalars.put("train/contrastive_top5", value));
    events.scalars(metrics.step(), scalars);
  }

  /**
   * Appends how fast steps were.
   *
   * @param step the last one of them
   * @param pairsPerSecond trained on
   * @param loaderWait share of the time that was spent waiting for views, [0, 1]
   */
  void speed(long step, double pairsPerSecond, double loaderWait) throws IOException {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("train/pairs_per_second", pairsPerSecond);
    scalars.put("train/loader_wait", loaderWait);
    speed.scalars(step, scalars);
  }

  /** Appends what a look at the encoder found, at the steps that its weights have had. */
  void monitor(MonitorResult result) throws IOException {
    Map<String, Double> scalars = new LinkedHashMap<>();
    result.numbers().forEach((name, value) -> scalars.put(MONITOR_TAGS.get(name), value));
    scalars.put("monitor/healthy", result.health().good() ? 1.0 : 0.0);
    events.scalars(result.steps(), scalars);
  }

  /**
   * Appends a picture of a batch's first pairs.
   *
   * @param nhwc 2N x size x size x channels bytes: N first views, then N second views
   */
  void pairs(long step, byte[] nhwc, int size, int channels) throws IOException {
    events.image(step, "train/pairs", ContactSheet.of(nhwc, size, channels));
  }

  /**
   * Appends how the weights of each parameter are spread.
   *
   * @param values of a parameter
   */
  void weights(long step, List<String> parameters, Function<String, float[]> values)
      throws IOException {
    histograms(step, "weights/", parameters, values);
  }

  /**
   * Appends how the gradients are spread that a step moves each parameter by, before clipping.
   *
   * @param values of a parameter
   */
  void gradients(long step, List<String> parameters, Function<String, float[]> values)
      throws IOException {
    histograms(step, "gradients/", parameters, values);
  }

  private void histograms(
      long step, String folder, List<String> parameters, Function<String, float[]> values)
      throws IOException {
    events.histograms(
        step,
        parameters.stream().map(folder::concat).toList(),
        tag -> values.apply(tag.substring(folder.length())));
  }

  /** Makes what was appended survive a crash; returns how far the files go. */
  EventBytes sync() throws IOException {
    return new EventBytes(events.sync(), speed.sync());
  }
}
