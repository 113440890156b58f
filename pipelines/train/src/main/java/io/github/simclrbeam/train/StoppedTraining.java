package io.github.simclrbeam.train;

/**
 * Training that was asked to stop before its end, and did: nothing is lost, a later run goes on.
 *
 * @param steps done
 * @param endStep where it would have ended
 * @param checkpoint directory of the checkpoint of these steps; empty before the first step
 */
public record StoppedTraining(long steps, long endStep, String checkpoint) {
  /** Returns a line of what is there. */
  public String describe() {
    return steps == 0
        ? "training stopped before its first step"
        : "training stopped after step %d of %d, kept in %s".formatted(steps, endStep, checkpoint);
  }
}
