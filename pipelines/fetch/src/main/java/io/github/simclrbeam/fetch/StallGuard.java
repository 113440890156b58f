package io.github.simclrbeam.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Closes a stream under its reader when nothing has come for a while: the HTTP client has no limit
 * of its own for a body that stalls.
 */
final class StallGuard implements AutoCloseable {
  private final Closeable watched;
  private final long silence;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(StallGuard::daemon);
  private final ScheduledFuture<?> looking;
  private volatile long lastSign = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(Closeable watched, Duration silence) {
    this.watched = watched;
    this.silence = silence.toNanos();
    long every = Math.max(1, this.silence / 4);
    looking = clock.scheduleWithFixedDelay(this::look, every, every, TimeUnit.NANOSECONDS);
  }

  void signOfLife() {
    lastSign = System.nanoTime();
  }

  /** Returns whether the stream was closed for its silence. */
  boolean stalled() {
    return stalled;
  }

  private void look() {
    if (System.nanoTime() - lastSign > silence) {
      stalled = true;
      try {
        watched.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "stall-guard");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdownNow();
  }
}
