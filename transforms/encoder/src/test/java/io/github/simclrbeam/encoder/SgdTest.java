package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Golden values: torch.optim.SGD(momentum=.9, weight_decay=.01) of PyTorch 2.7.1 in float64, with
 * the rate set before each step; for the other convention the two lines of tf.keras.optimizers.SGD
 * in the same tensors.
 */
final class SgdTest {
  private static final double DECAY = 0.01;

  @Test
  void pytorchsConventionIsTorchOptims() {
    assertThat(moved(MomentumConvention.PYTORCH, false))
        .containsExactly(
            new double[] {
              2.8332055996113, 3.6082757071483997, -0.64978831476855, -0.05586671229800002
            },
            within(1e-12));
  }

  @Test
  void pytorchsNesterovIsTorchOptims() {
    assertThat(moved(MomentumConvention.PYTORCH, true))
        .containsExactly(
            new double[] {
              2.8145267798837477, 3.4729371189473293, -0.7688554024807912, -0.06058515757663583
            },
            within(1e-12));
  }

  @Test
  void tensorflowsConventionIsKerass() {
    assertThat(moved(MomentumConvention.TENSORFLOW, false))
        .containsExactly(
            new double[] {
              2.8929446910812997, 3.4519947791084, -0.85947425501355, -0.06631032849800002
            },
            within(1e-12));
  }

  @Test
  void tensorflowsNesterovIsKerass() {
    assertThat(moved(MomentumConvention.TENSORFLOW, true))
        .containsExactly(
            new double[] {
              2.868412072662277, 3.3325067604853698, -0.9575477513605462, -0.06993342021043583
            },
            within(1e-12));
  }

  @ParameterizedTest
  @EnumSource(MomentumConvention.class)
  void conventionsAgreeWhileTheRateStays(MomentumConvention convention) {
    // v = .9 v + 1 gives 1, 1.9, 2.71; times the rate .1 and summed: .561.
    double[] weights =
        RuleFixture.weights(
            new Sgd(new Momentum(0.9, convention, false)),
            0,
            false,
            new double[] {1},
            new double[][] {{1}, {1}, {1}},
            new double[] {.1, .1, .1});
    assertThat(weights[0]).isCloseTo(1 - 0.561, within(1e-12));
  }

  @Test
  void senselessMomentumIsRefused() {
    assertThatThrownBy(() -> Momentum.pytorch(1))
        .hasMessage("momentum must be in [0, 1), but was: 1.0");
  }

  private static double[] moved(MomentumConvention convention, boolean nesterov) {
    return RuleFixture.afterFourSteps(
        new Sgd(new Momentum(0.9, convention, nesterov)), DECAY, false);
  }
}
