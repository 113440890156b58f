package io.github.simclrbeam.train;

/**
 * After which steps the encoder is looked at: every so many epochs, and at the schedule's end. Not
 * where {@code --maxSteps} stops a run, so that a run that went on looks as one that never stopped.
 *
 * @param everyEpochs at least 1
 * @param stepsPerEpoch at least 1
 * @param totalSteps the schedule's length
 */
record MonitorSchedule(int everyEpochs, int stepsPerEpoch, long totalSteps) {
  MonitorSchedule {
    if (everyEpochs < 1) {
      throw new IllegalArgumentException(
          "epochs between looks must be at least 1, but was: " + everyEpochs);
    }
  }

  /** Returns the steps between looks. */
  long everySteps() {
    return Math.multiplyExact((long) everyEpochs, stepsPerEpoch);
  }

  /** Returns whether all looks are after multiples of so many steps, or the other way round. */
  boolean fits(long steps) {
    return everySteps() % steps == 0 || steps % everySteps() == 0;
  }

  /** Returns whether a step, from 0, is the first one of an epoch after which it is time. */
  boolean begins(long step) {
    return step % everySteps() == 0;
  }

  /**
   * Returns whether it is time.
   *
   * @param steps that were done, from 0
   */
  boolean due(long steps) {
    return steps == totalSteps || (steps > 0 && steps % everySteps() == 0);
  }
}
