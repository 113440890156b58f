package io.github.simclrbeam.train;

import java.util.List;
import java.util.Objects;

/**
 * A training preset: everything that a run needs and the views do not decide. A value that can be
 * printed, one option a line, and overridden option by option.
 *
 * @param name as {@code --recipe} takes it
 * @param note what it is for, where its values come from and where it departs from them
 * @param batchSize N pairs a step, at least 2
 * @param epochs passes over the images, above 0
 * @param temperature of NT-Xent, above 0
 * @param reflip whether each drawn view is flipped once more with probability 1/2
 */
public record TrainingRecipe(
    String name,
    String note,
    EncoderChoice encoder,
    ProjectorChoice projector,
    int batchSize,
    double epochs,
    double temperature,
    Optimization optimization,
    boolean reflip) {

  public TrainingRecipe {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(note, "note");
    Objects.requireNonNull(encoder, "encoder");
    Objects.requireNonNull(projector, "projector");
    Objects.requireNonNull(optimization, "optimization");
    if (batchSize < 2) {
      throw new IllegalArgumentException(
          "batch size must be at least 2 pairs, but was: " + batchSize + " (" + name + ")");
    }
    if (!(epochs > 0)) {
      throw new IllegalArgumentException(
          "epochs must be above 0, but was: " + epochs + " (" + name + ")");
    }
    if (!(temperature > 0)) {
      throw new IllegalArgumentException(
          "temperature must be above 0, but was: " + temperature + " (" + name + ")");
    }
  }

  /**
   * The encoder f.
   *
   * @param name "resnet-tiny", "resnet18", "resnet34" or "resnet50"
   * @param stem "small" (3x3, stride 1) or "imagenet" (7x7, stride 2, max-pool)
   */
  public record EncoderChoice(String name, String stem) {}

  /**
   * The projector g.
   *
   * @param layers linear layers, 2 or 3
   * @param hidden width of the hidden layers; 0 is the encoder's dimension
   * @param output length of z
   */
  public record ProjectorChoice(int layers, int hidden, int output, boolean batchNorm) {}

  /**
   * How the weights move.
   *
   * @param optimizer "sgd"
   * @param learningRate the schedule's peak at the recipe's batch size
   * @param weightDecay of weights; biases and normalization parameters never decay
   * @param warmUpEpochs of linear warm-up, before the cosine to 0
   */
  public record Optimization(
      String optimizer,
      double learningRate,
      double momentum,
      double weightDecay,
      double warmUpEpochs) {}

  /** Returns the recipe as the options that would say the same, one a line. */
  public List<String> options() {
    return List.of(
        "--recipe=" + name,
        "--encoder=" + encoder.name(),
        "--stem=" + encoder.stem(),
        "--projectorLayers=" + projector.layers(),
        "--projectorHidden=" + projector.hidden(),
        "--projectorOutput=" + projector.output(),
        "--projectorBatchNorm=" + projector.batchNorm(),
        "--batchSize=" + batchSize,
        "--epochs=" + Decimal.shortest(epochs),
        "--temperature=" + Decimal.shortest(temperature),
        "--optimizer=" + optimization.optimizer(),
        "--learningRate=" + Decimal.shortest(optimization.learningRate()),
        "--momentum=" + Decimal.shortest(optimization.momentum()),
        "--weightDecay=" + Decimal.shortest(optimization.weightDecay()),
        "--warmUpEpochs=" + Decimal.shortest(optimization.warmUpEpochs()),
        "--reflip=" + reflip);
  }

  /** Returns the note as a comment and the options, one a line, each line ended by a line feed. */
  @Override
  public String toString() {
    return "# " + note + "\n" + String.join("\n", options()) + "\n";
  }
}
