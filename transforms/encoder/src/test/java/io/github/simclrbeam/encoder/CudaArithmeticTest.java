package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The switches are there without a GPU too. */
final class CudaArithmeticTest {
  private final CudaArithmetic arithmetic = CudaArithmetic.ofProcess();

  @ParameterizedTest
  @EnumSource(Precision.class)
  void sumsAreInOrderAndOnlyOnePrecisionRoundsWhatIsMultiplied(Precision precision) {
    arithmetic.set(precision);
    assertThat(arithmetic.deterministic()).isTrue();
    assertThat(arithmetic.rounded()).isEqualTo(precision == Precision.TF32);
    // By its name in PyTorch 2.7, which later ones do not have.
    assertThat(arithmetic.is("_ZNK2at7Context14allowTF32CuDNNEv"))
        .isEqualTo(precision == Precision.TF32);
  }

  @AfterEach
  void exact() {
    arithmetic.set(Precision.FP32);
  }
}
