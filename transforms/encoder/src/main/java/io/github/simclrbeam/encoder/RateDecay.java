package io.github.simclrbeam.encoder;

/** How a learning rate falls after warm-up. Pure functions of the step. */
interface RateDecay {
  /**
   * Returns the share of the base rate, in [0, 1].
   *
   * @param step in the run, from 0, at least span.from()
   */
  double shareAt(long step, Span span);

  /**
   * Where a rate falls.
   *
   * @param from the first step after warm-up
   * @param to the steps of the run, above from
   * @param every steps between changes of the rate, at least 1
   */
  record Span(long from, long to, long every) {}
}
