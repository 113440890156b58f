package io.github.simclrbeam.encoder;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The engine's switches. Recording for automatic differentiation and the rewriting of scripts
 * belong to a thread and are on in every new one, so each entry point switches them off; the number
 * of threads belongs to the process.
 */
public final class EngineThread {
  private static final String OFFLINE = "ai.djl.offline";

  static {
    // The engine would ask the cloud's metadata service where it runs, and tell its makers. The
    // launcher says no to that; a cluster's worker was not started by it.
    if (System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
  }

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
   * Prepares the current thread. Nothing here is differentiated by the engine, and rewritten
   * scripts would make the first passes differ from later ones in their last bits.
   */
  static void prepare() {
    start();
    // Asking is what makes the number that was set hold on a thread that did not set it.
    JniUtils.getNumThreads();
    JniUtils.setGradMode(false);
    JniUtils.setGraphExecutorOptimize(false);
  }
}
