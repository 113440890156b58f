package io.github.simclrbeam.encoder;

/** How a recipe's learning rate grows with the batch. */
enum RateScaling {
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

  /** Returns the pairs that a rate is for when the settings do not say. */
  int usualBatch() {
    return usualBatch;
  }

  /**
   * Returns the rate for a batch.
   *
   * @param rate for batches of referenceBatch pairs
   * @param batch in pairs, above 0
   * @param referenceBatch in pairs, above 0
   */
  double scaled(double rate, int batch, int referenceBatch) {
    return switch (this) {
      case LINEAR -> rate * batch / referenceBatch;
      case SQUARE_ROOT -> rate * Math.sqrt((double) batch / referenceBatch);
      case NONE -> rate;
    };
  }
}
