package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.OptionalDouble;

/**
 * Bounds for gradients, before decay and update.
 *
 * @param norm what the length of all gradients, as one vector, is shortened to, as
 *     torch.nn.utils.clip_grad_norm_ does; above 0, infinite for no bound
 * @param value each number is moved into [-value, value]; above 0, infinite for no bound
 */
record GradientClipping(double norm, double value) {
  /** Keeps a gradient of zeros from a division by zero. */
  private static final double EPSILON = 1e-6;

  static GradientClipping none() {
    return new GradientClipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /**
   * Changes the gradients in place.
   *
   * @param known their {@link #norm} as they are now; empty if nobody computed it
   */
  void clip(TorchOps ops, PtNDArray[] gradients, OptionalDouble known) {
    boolean bounded = value < Double.POSITIVE_INFINITY;
    if (bounded) {
      ops.effect("bound_all", gradients, value);
    }
    if (norm < Double.POSITIVE_INFINITY) {
      double length = bounded || known.isEmpty() ? norm(ops, gradients) : known.getAsDouble();
      double factor = norm / (length + EPSILON);
      if (factor < 1) {
        ops.effect("scale_all", gradients, factor);
      }
    }
  }

  /** Returns the Euclidean length of all gradients as one vector. */
  static double norm(TorchOps ops, PtNDArray[] gradients) {
    // A manager of its own for the copy that the binding makes of a number on a GPU.
    try (PtNDManager own = (PtNDManager) gradients[0].getManager().newSubManager();
        PtNDArray norm = ops.one(own, "global_norm", (Object) gradients)) {
      return norm.getDouble();
    }
  }
}
