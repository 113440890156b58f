package io.github.simclrbeam.train;

/** How fast steps were since it was last read. Not thread-safe. */
final class Speedometer {
  private final int pairs;
  private long lastNanos = System.nanoTime();
  private long lastStep = -1;
  private double lastWaited;

  /**
   * Starts.
   *
   * @param pairs of a step
   */
  Speedometer(int pairs) {
    this.pairs = pairs;
  }

  /**
   * Returns the speed since the last reading, or since the start.
   *
   * @param step the last one done
   * @param waited seconds in all that were spent waiting for views
   */
  Speed read(long step, double waited) {
    long now = System.nanoTime();
    double seconds = Math.max(1, now - lastNanos) / 1e9;
    long steps = lastStep < 0 ? 1 : step - lastStep;
    Speed speed = new Speed(steps * pairs / seconds, Math.min(1, (waited - lastWaited) / seconds));
    lastNanos = now;
    lastStep = step;
    lastWaited = waited;
    return speed;
  }

  /**
   * A reading.
   *
   * @param loaderWait share of the time that was spent waiting for views, [0, 1]
   */
  record Speed(double pairsPerSecond, double loaderWait) {}
}
