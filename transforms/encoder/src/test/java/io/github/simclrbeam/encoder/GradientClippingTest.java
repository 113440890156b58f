package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GradientClippingTest {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private PtNDManager manager;
  private TorchOps ops;

  @BeforeEach
  void open() {
    EngineThread.prepare();
    manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
    ops = TorchOps.load(manager);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void normIsThatOfAllGradientsAsOneVector() {
    // 3, 4 and 12: 13.
    assertThat(GradientClipping.norm(ops, gradients())).isEqualTo(13);
  }

  @Test
  void longGradientsAreShortenedAsPyTorchDoes() {
    // torch.nn.utils.clip_grad_norm_(..., 2.0) of PyTorch 2.7.1 in float64.
    PtNDArray[] gradients = gradients();
    new GradientClipping(2, NONE).clip(ops, gradients, OptionalDouble.empty());
    assertThat(gradients[0].toDoubleArray())
        .containsExactly(new double[] {0.46153842603550577, 0.615384568047341}, within(1e-15));
    assertThat(gradients[1].toDoubleArray())
        .containsExactly(new double[] {1.846153704142023}, within(1e-15));
  }

  @Test
  void shortGradientsStayAsTheyAre() {
    PtNDArray[] gradients = gradients();
    new GradientClipping(13.5, NONE).clip(ops, gradients, OptionalDouble.empty());
    assertThat(gradients[0].toDoubleArray()).containsExactly(3, 4);
  }

  @Test
  void valuesAreBoundedOnBothSides() {
    PtNDArray[] gradients = {(PtNDArray) manager.create(new double[] {-7, -.5, 0, 2, 3})};
    new GradientClipping(NONE, 2).clip(ops, gradients, OptionalDouble.empty());
    assertThat(gradients[0].toDoubleArray()).containsExactly(-2, -.5, 0, 2, 2);
  }

  /** A made-up norm, ten times too large: it is taken as it is, and computed nowhere. */
  @Test
  void aNormThatIsKnownIsNotComputedAgain() {
    PtNDArray[] gradients = gradients();
    new GradientClipping(2, NONE).clip(ops, gradients, OptionalDouble.of(130));
    assertThat(gradients[1].toDoubleArray())
        .containsExactly(new double[] {12 * 2 / (130 + 1e-6)}, within(1e-15));
  }

  @Test
  void boundedValuesHaveAnotherNormThanTheOneThatIsKnown() {
    // Bounded to 3, 3 and 3: their norm is 3 sqrt(3), not 13.
    PtNDArray[] gradients = gradients();
    new GradientClipping(2, 3).clip(ops, gradients, OptionalDouble.of(13));
    assertThat(gradients[1].toDoubleArray())
        .containsExactly(new double[] {2 / Math.sqrt(3)}, within(1e-6));
  }

  @Test
  void gradientsOfZeroStayZero() {
    PtNDArray[] gradients = {(PtNDArray) manager.create(new double[2])};
    new GradientClipping(1, NONE).clip(ops, gradients, OptionalDouble.empty());
    assertThat(gradients[0].toDoubleArray()).containsExactly(0, 0);
    assertThat(GradientClipping.norm(ops, gradients)).isZero();
  }

  private PtNDArray[] gradients() {
    return new PtNDArray[] {
      (PtNDArray) manager.create(new double[] {3, 4}), (PtNDArray) manager.create(new double[] {12})
    };
  }
}
