package io.github.simclrbeam.encoder;

import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Operations of the engine that its Java binding lacks, from the TorchScript text {@code
 * operations.ts}. Nothing is recorded for automatic differentiation. Thread-safe. Lives as long as
 * the manager that it was loaded into.
 */
final class TorchOps {
  private static final String CLASS = "Operations";

  private final PtSymbolBlock module;

  private TorchOps(PtSymbolBlock module) {
    this.module = module;
  }

  static TorchOps load(PtNDManager manager) {
    byte[] archive = ScriptArchive.of(CLASS, text());
    try {
      return new TorchOps(
          JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns the only tensor that a method returns.
   *
   * @param owner gets the result
   * @param arguments tensors, arrays of tensors, doubles, longs and arrays of longs, which stay the
   *     caller's
   */
  PtNDArray one(PtNDManager owner, String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      return result.toTensor(owner);
    }
  }

  /** Returns the tensors of the tuple that a method returns, as {@link #one} does. */
  PtNDArray[] all(PtNDManager owner, String method, Object... arguments) {
    try (IValue result = run(method, arguments)) {
      IValue[] parts = result.toIValueTuple();
      PtNDArray[] tensors = new PtNDArray[parts.length];
      for (int i = 0; i < parts.length; i++) {
        try (IValue part = parts[i]) {
          tensors[i] = part.toTensor(owner);
        }
      }
      return tensors;
    }
  }

  /** Calls a method for its effect on its arguments. */
  void effect(String method, Object... arguments) {
    run(method, arguments).close();
  }

  private IValue run(String method, Object... arguments) {
    IValue[] values = new IValue[arguments.length];
    try {
      for (int i = 0; i < values.length; i++) {
        values[i] = value(arguments[i]);
      }
      return IValueUtils.runMethod(module, method, values);
    } finally {
      for (IValue value : values) {
        if (value != null) {
          value.close();
        }
      }
    }
  }

  private static IValue value(Object argument) {
    if (argument instanceof PtNDArray tensor) {
      return IValue.from(tensor);
    }
    if (argument instanceof PtNDArray[] tensors) {
      return IValue.listFrom(tensors);
    }
    if (argument instanceof long[] numbers) {
      return IValue.listFrom(numbers);
    }
    if (argument instanceof Long number) {
      return IValue.from(number.longValue());
    }
    return IValue.from(((Double) argument).doubleValue());
  }

  private static String text() {
    try (InputStream in = TorchOps.class.getResourceAsStream("operations.ts")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
