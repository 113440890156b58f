package io.github.simclrbeam.train;

/**
 * How far the event files of a run were written when a checkpoint was made. Both numbers follow
 * from the events alone, so they may stand in a checkpoint that is compared to the byte.
 *
 * @param events bytes of the run's event file
 * @param speed bytes of the one with figures that do not repeat
 */
record EventBytes(long events, long speed) {
  /** Of a run that starts. */
  static final EventBytes NONE = new EventBytes(0, 0);
}
