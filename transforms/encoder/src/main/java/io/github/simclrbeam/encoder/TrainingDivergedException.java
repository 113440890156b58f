package io.github.simclrbeam.encoder;

/** A loss or a weight was not a finite number: training cannot go on from here. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final long step;

  TrainingDivergedException(long step, double loss, double learningRate, int pairs) {
    super(
        "loss must be finite, but was: %s (step %d, learning rate %s, %d pairs)"
            .formatted(loss, step, learningRate, pairs));
    this.step = step;
  }

  TrainingDivergedException(long step, String tensor) {
    super("%s must be finite after step %d, but is not".formatted(tensor, step));
    this.step = step;
  }

  /** Returns the step, counted from 0, whose loss it was, or how many steps were done. */
  public long step() {
    return step;
  }
}
