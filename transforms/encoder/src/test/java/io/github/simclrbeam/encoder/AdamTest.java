package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/**
 * Golden values: torch.optim.Adam and AdamW of PyTorch 2.7.1 in float64, with the rate set before
 * each step.
 */
final class AdamTest {
  @Test
  void adamIsTorchOptims() {
    assertThat(RuleFixture.afterFourSteps(new Adam(0.9, 0.999, 1e-8, false), 0.01, false))
        .containsExactly(
            new double[] {
              2.8070722297535364, 3.678000517728562, -0.5614416547785762, -0.2662322139740121
            },
            within(1e-12));
  }

  @Test
  void otherBetasAndALargeEpsilonAreTorchOptimsToo() {
    assertThat(RuleFixture.afterFourSteps(new Adam(0.8, 0.95, 1e-3, false), 0, false))
        .containsExactly(
            new double[] {
              2.8329994827441536, 3.6881116090973314, -0.5719406622383073, -0.25846814339327495
            },
            within(1e-12));
  }

  @Test
  void adamWIsTorchOptims() {
    assertThat(RuleFixture.afterFourSteps(new Adam(0.9, 0.999, 1e-8, true), 0.01, false))
        .containsExactly(
            new double[] {
              2.8106582196583254, 3.6675721296997272, -0.5614231726834863, -0.26632182605635846
            },
            within(1e-12));
  }

  @Test
  void decoupledDecayShrinksWeightsWithoutAGradient() {
    // A gradient of zeros leaves the mean zero; w (1 - .1 x .5) twice.
    double[] weights =
        RuleFixture.weights(
            new Adam(0.9, 0.999, 1e-8, true),
            0.5,
            false,
            new double[] {2},
            new double[2][1],
            new double[] {.1, .1});
    assertThat(weights[0]).isCloseTo(2 * 0.95 * 0.95, within(1e-12));
  }

  @Test
  void senselessNumbersAreRefusedTogether() {
    assertThatThrownBy(() -> new Adam(1, -0.1, 0, false))
        .hasMessage(
            "beta1 must be in [0, 1), but was: 1.0; beta2 must be in [0, 1), but was: -0.1;"
                + " epsilon must be above 0, but was: 0.0");
  }
}
