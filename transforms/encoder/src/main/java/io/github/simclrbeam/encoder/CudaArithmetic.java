package io.github.simclrbeam.encoder;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;

/**
 * How the engine calculates on CUDA devices, in the whole process. Its Java binding has no switches
 * for this, so they are called by their names in {@code libtorch_cpu}, which are the same in
 * PyTorch 2.7 and 2.11.
 */
final class CudaArithmetic {
  private static final String CONTEXT = "_ZN2at13globalContextEv";
  private static final String DETERMINISTIC = "_ZN2at7Context21setDeterministicCuDNNEb";
  private static final String CONVOLUTIONS = "_ZN2at7Context17setAllowTF32CuDNNEb";
  private static final String PRODUCTS = "_ZN2at7Context18setAllowTF32CuBLASEb";
  private static final String IS_DETERMINISTIC = "_ZNK2at7Context18deterministicCuDNNEv";
  private static final String ARE_PRODUCTS_ROUNDED = "_ZNK2at7Context15allowTF32CuBLASEv";

  private final NativeLibrary library;
  private final Pointer context;

  private CudaArithmetic(NativeLibrary library) {
    this.library = library;
    context = library.getFunction(CONTEXT).invokePointer(new Object[0]);
  }

  /** Returns the switches of this process. */
  static CudaArithmetic ofProcess() {
    EngineThread.start();
    return new CudaArithmetic(
        NativeLibrary.getInstance(
            LibUtils.getLibtorchPath() + "/" + System.mapLibraryName("torch_cpu")));
  }

  /**
   * Takes algorithms whose sums are in the same order every time, and rounds what convolutions and
   * matrices multiply to 10 bits of fraction only where that is the precision: the engine rounds so
   * in convolutions unless told otherwise.
   */
  void set(Precision precision) {
    boolean rounded = precision == Precision.TF32;
    set(DETERMINISTIC, true);
    set(CONVOLUTIONS, rounded);
    set(PRODUCTS, rounded);
  }

  boolean deterministic() {
    return is(IS_DETERMINISTIC);
  }

  boolean rounded() {
    return is(ARE_PRODUCTS_ROUNDED);
  }

  private void set(String name, boolean value) {
    call(name, void.class, context, (byte) (value ? 1 : 0));
  }

  /** Returns the switch that a getter of this name tells. */
  boolean is(String name) {
    return (byte) call(name, byte.class, context) != 0;
  }

  private Object call(String name, Class<?> result, Object... arguments) {
    Function function = library.getFunction(name);
    return function.invoke(result, arguments);
  }
}
