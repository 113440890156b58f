package io.github.simclrbeam.encoder;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
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
    assertThat(areConvolutionsRounded()).isEqualTo(precision == Precision.TF32);
  }

  /** By its name in PyTorch 2.7, which later ones do not have. */
  private static boolean areConvolutionsRounded() {
    NativeLibrary library =
        NativeLibrary.getInstance(
            LibUtils.getLibtorchPath() + "/" + System.mapLibraryName("torch_cpu"));
    Pointer context = library.getFunction("_ZN2at13globalContextEv").invokePointer(new Object[0]);
    Object[] ofContext = {context};
    return (byte)
            library.getFunction("_ZNK2at7Context14allowTF32CuDNNEv").invoke(byte.class, ofContext)
        != 0;
  }

  @AfterEach
  void exact() {
    arithmetic.set(Precision.FP32);
  }
}
