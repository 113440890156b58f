package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;

/**
 * A batch's loss.
 *
 * @param loss a scalar in double precision
 * @param anchors each anchor's loss (2N)
 * @param gradient of the loss with respect to z (2N, output)
 */
record LossResult(PtNDArray loss, PtNDArray anchors, PtNDArray gradient) implements AutoCloseable {
  /** Takes loss, anchors and gradient. */
  static LossResult of(PtNDArray[] results) {
    return new LossResult(results[0], results[1], results[2]);
  }

  @Override
  public void close() {
    loss.close();
    anchors.close();
    gradient.close();
  }
}
