package io.github.simclrbeam.encoder;

/** A step's loss was not a finite number: training cannot go on from here. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long step;

  TrainingDivergedException(long step, double loss, double learningRate, int pairs) {
    super(
        "loss must be finite, but was: %s (step %d, learning rate %s, %d pairs)"
            .formatted(loss, step, learningRate, pairs));
    this.step = step;
  }

  /** Returns the step, counted from 0, whose loss it was; its weights were not changed. */
  public long step() {
    return step;
  }
}
