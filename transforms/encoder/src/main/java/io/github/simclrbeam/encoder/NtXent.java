package io.github.simclrbeam.encoder;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;

/**
 * NT-Xent and its gradient with respect to the projections, on the engine, in the projections' type
 * (Chen et al. 2020, equation 1). Rows are the first views of all N pairs, then the second views in
 * the same order; N is half of the rows. Similarities are cosines; the self-similarity is left out;
 * the loss is the mean over all 2N anchors. One pair has no negatives: its loss is 0.
 *
 * <p>A row of zeros has no direction: its cosines are 0, and so is its gradient.
 */
final class NtXent {
  private final TorchOps ops;
  private final PtNDArray temperature;

  /** Temperature is above 0; it is kept in the manager's memory. */
  NtXent(PtNDManager manager, TorchOps ops, double temperature) {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new IllegalArgumentException("temperature must be above 0, but was: " + temperature);
    }
    this.ops = ops;
    this.temperature = (PtNDArray) manager.create(temperature);
  }

  /** Takes z (2N, output) without a graph; the results belong to its manager. */
  Result of(PtNDArray z) {
    long rows = z.getShape().get(0);
    if (rows < 2 || rows % 2 != 0) {
      throw new IllegalArgumentException("rows must be an even number above 0, but was: " + rows);
    }
    NDList results = ops.callAll("nt_xent", z, temperature);
    return new Result(
        (PtNDArray) results.get(0), (PtNDArray) results.get(1), (PtNDArray) results.get(2));
  }

  /**
   * @param loss a scalar
   * @param anchors each anchor's share (2N)
   * @param gradient of the loss with respect to z (2N, output)
   */
  record Result(PtNDArray loss, PtNDArray anchors, PtNDArray gradient) implements AutoCloseable {
    @Override
    public void close() {
      loss.close();
      anchors.close();
      gradient.close();
    }
  }
}
