package io.github.simclrbeam.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
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
import java.util.HashMap;
import java.util.Map;

/**
 * Operations of the engine that its Java binding lacks, from the TorchScript text {@code
 * operations.ts}. Thread-safe. Lives as long as the manager that it was loaded into.
 *
 * <p>{@link #call} takes tensors only and is differentiable: it records a graph when the thread's
 * gradient mode is on. {@link #run} also takes numbers and never records.
 */
final class TorchOps {
  private static final String CLASS = "Operations";

  private final PtSymbolBlock module;
  private final Map<String, NDArray> selectors;

  private TorchOps(PtSymbolBlock module, Map<String, NDArray> selectors) {
    this.module = module;
    this.selectors = selectors;
  }

  static TorchOps load(PtNDManager manager) {
    byte[] archive = ScriptArchive.of(CLASS, text());
    try {
      PtSymbolBlock module =
          JniUtils.loadModule(manager, new ByteArrayInputStream(archive), true, false);
      Map<String, NDArray> selectors = new HashMap<>();
      for (String method : JniUtils.getMethodNames(module)) {
        NDArray selector = manager.create("");
        selector.setName("module_method:" + method);
        selectors.put(method, selector);
      }
      return new TorchOps(module, Map.copyOf(selectors));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the only result, attached to the first input's manager. */
  PtNDArray call(String method, PtNDArray... inputs) {
    return (PtNDArray) callAll(method, inputs).singletonOrThrow();
  }

  /** Returns all results, attached to the first input's manager. */
  NDList callAll(String method, PtNDArray... inputs) {
    NDList list = new NDList(inputs);
    list.add(selectors.get(method));
    return IValueUtils.forward(module, list, true);
  }

  /** Runs a method for its effect. The inputs stay the caller's. */
  void run(String method, IValue... inputs) {
    IValueUtils.runMethod(module, method, inputs).close();
  }

  private static String text() {
    try (InputStream in = TorchOps.class.getResourceAsStream("operations.ts")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
