package io.github.simclrbeam.encoder;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The engine's switches. Gradient recording and graph optimization belong to a thread and are on in
 * every new one, so each entry point sets them; the number of threads belongs to the process.
 */
public final class EngineThread {
  private EngineThread() {}

  /**
   * Sets how many threads one operation may use, in the whole process. Sums over many numbers
   * depend on it in their last bits.
   *
   * @throws IllegalArgumentException if threads is less than 1
   */
  public static void setThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but was: " + threads);
    }
    start();
    JniUtils.setNumThreads(threads);
  }

  /** Returns how many threads one operation may use. */
  public static int threads() {
    start();
    return JniUtils.getNumThreads();
  }

  /** Loads the engine's native libraries on first use. */
  static void start() {
    Engine.getEngine("PyTorch");
  }

  /**
   * Prepares the current thread for a forward pass. The engine's rewriting of graphs is switched
   * off: it would make the first passes differ from later ones in their last bits.
   */
  static void record(boolean gradients) {
    JniUtils.setGradMode(gradients);
    JniUtils.setGraphExecutorOptimize(false);
  }
}
