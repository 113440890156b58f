package io.github.simclrbeam.encoder;

import io.github.simclrbeam.proto.ScheduleSettings;

/** How a recipe's learning rate grows with the batch. */
public enum RateScaling {
  /** In proportion, from batches of 256 (Goyal et al. 2017). */
  LINEAR("linear", 256),
  /** With the root, from batches of 1 (Chen et al. 2020, B.1). */
  SQUARE_ROOT("square-root", 1),
  /** Not at all. */
  NONE("none", 1);

  private final String settingsName;
  private final int usualBatch;

  RateScaling(String settingsName, int usualBatch) {
    this.settingsName = settingsName;
    this.usualBatch = usualBatch;
  }

  String settingsName() {
    return settingsName;
  }

  /**
   * Returns the rate for a batch.
   *
   * @param rate for batches of referenceBatch pairs
   * @param batch in pairs, above 0
   * @param referenceBatch in pairs, above 0
   */
  public double scaled(double rate, int batch, int referenceBatch) {
    return switch (this) {
      case LINEAR -> rate * batch / referenceBatch;
      case SQUARE_ROOT -> rate * Math.sqrt((double) batch / referenceBatch);
      case NONE -> rate;
    };
  }

  /** Returns a recipe's rate for a batch of so many pairs, scaled as its settings say. */
  public static double scaled(ScheduleSettings settings, double rate, int batch) {
    Schedules.check(settings).throwIfAny();
    RateScaling scaling = Schedules.scaling(settings);
    int reference = settings.getScalingBatch();
    return scaling.scaled(rate, batch, reference == 0 ? scaling.usualBatch : reference);
  }
}
