package io.github.simclrbeam.events;

import java.time.Clock;

/** What the events of a file say of the time at which they happened. */
@FunctionalInterface
public interface EventClock {
  /**
   * Returns the time of an event, in seconds since 1970, UTC.
   *
   * @param step of the event, from 0
   */
  double seconds(long step);

  /**
   * Returns the clock of files whose bytes follow from the run alone: a second a step, from 1970
   * on.
   */
  static EventClock ofSteps() {
    return step -> step;
  }

  /** Returns a clock that tells the time whatever the step. */
  static EventClock of(Clock clock) {
    return step -> clock.millis() / 1000.0;
  }
}
