package io.github.simclrbeam.train;

import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Fills the batches of a range of steps ahead of time, on one background thread, into a few buffers
 * that go round. One thread takes them. Closing ends the background thread.
 */
final class PairLoader implements AutoCloseable {
  /** One with the trainer, one full, one being filled. */
  private static final int BUFFERS = 3;

  /** What the background thread hands over: a batch, or why there is none. */
  private record Filled(PairBatch batch, Throwable failure) {}

  private final BatchFiller filler;
  private final BlockingQueue<PairBatch> free = new ArrayBlockingQueue<>(BUFFERS);
  private final BlockingQueue<Filled> filled = new ArrayBlockingQueue<>(BUFFERS);
  private final Thread thread;
  private PairBatch lent;
  private long waitedNanos;

  /** Starts filling the steps firstStep (from 0) .. endStep - 1. */
  PairLoader(PairSource source, BatchPlan plan, long[] labels, long firstStep, long endStep) {
    filler = new BatchFiller(source, plan, labels);
    for (int i = 0; i < BUFFERS; i++) {
      free.add(new PairBatch(plan.batchBytes()));
    }
    thread = new Thread(() -> fill(firstStep, endStep), "pair-loader");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns the next step's batch, waiting for it if need be; what was returned before may no
   * longer be used. To be called once for each step at most, and not after it threw.
   *
   * @throws IOException if its views cannot be read; names the shard
   */
  PairBatch next() throws IOException {
    if (lent != null) {
      free.add(lent);
      lent = null;
    }
    long start = System.nanoTime();
    Filled next;
    try {
      next = filled.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for views", e);
    }
    waitedNanos += System.nanoTime() - start;
    if (next.failure() instanceof IOException failure) {
      throw failure;
    }
    if (next.failure() != null) {
      throw new IllegalStateException(next.failure());
    }
    lent = next.batch();
    return lent;
  }

  /** Returns how long {@link #next} has waited so far, in seconds. */
  double waitedSeconds() {
    return waitedNanos / 1e9;
  }

  /** Ends the background thread and waits for its end, so that the views may be closed. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void fill(long firstStep, long endStep) {
    try {
      for (long step = firstStep; step < endStep; step++) {
        PairBatch batch = free.take();
        try {
          filler.fill(batch, step);
        } catch (IOException | RuntimeException | Error e) {
          filled.put(new Filled(null, e));
          return;
        }
        filled.put(new Filled(batch, null));
      }
    } catch (InterruptedException e) {
      // Closed: nobody waits for the rest.
    }
  }
}
