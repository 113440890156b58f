package io.github.simclrbeam.encoder;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * A model and copies of it on further devices of this machine, each with a thread. The first one is
 * the model that is trained and saved; the copies follow it. With one device there are no copies
 * and no threads. Not thread-safe. Holds native memory and threads until closed; the first model
 * stays the caller's.
 *
 * <p>Several GPUs have not been run: this was checked with two and three replicas on the processor.
 */
public final class Replicas implements AutoCloseable {
  private final List<SimClrModel> models = new ArrayList<>();
  private final ExecutorService threads;

  private Replicas(SimClrModel first, ExecutorService threads) {
    models.add(first);
    this.threads = threads;
  }

  /** Returns the model alone; need not be closed. */
  public static Replicas alone(SimClrModel model) {
    return new Replicas(model, null);
  }

  /**
   * Returns the model with a copy for each further device; the caller closes it before the model.
   *
   * @param devices those that the model was created for: it lives on their first
   */
  public static Replicas of(SimClrModel first, Devices devices) {
    if (!first.manager().getDevice().equals(devices.first())) {
      throw new IllegalArgumentException(
          "the first device must be the model's, %s, but was: %s"
              .formatted(Devices.name(first.manager().getDevice()), devices));
    }
    if (devices.count() == 1) {
      return alone(first);
    }
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            devices.count(),
            task -> {
              Thread thread = new Thread(task, "replica-" + next.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
    Replicas replicas = new Replicas(first, threads);
    try {
      for (Device device : devices.list().subList(1, devices.count())) {
        replicas.models.add(first.replica(device));
      }
      return replicas;
    } catch (RuntimeException e) {
      replicas.close();
      throw e;
    }
  }

  /** Returns the model that is trained. */
  public SimClrModel first() {
    return models.get(0);
  }

  List<SimClrModel> models() {
    return models;
  }

  /**
   * Does something for each of the first models, as many as count says, given its index, at the
   * same time, and waits for all of them.
   *
   * @throws IllegalStateException if it fails for one of several; the cause is what was thrown for
   *     the first that failed, and a lone model's fault is thrown as it is
   */
  void forEach(int count, IntConsumer action) {
    if (threads == null) {
      action.accept(0);
      return;
    }
    List<Future<?>> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int index = i;
      results.add(
          threads.submit(
              () -> {
                EngineThread.prepare();
                action.accept(index);
              }));
    }
    RuntimeException fault = null;
    for (int i = 0; i < count; i++) {
      Throwable cause = faultOf(results.get(i));
      if (cause != null && fault == null) {
        fault = new IllegalStateException("replica %d failed: %s".formatted(i, cause), cause);
      } else if (cause != null) {
        fault.addSuppressed(cause);
      }
    }
    if (fault != null) {
      throw fault;
    }
  }

  /** Waits to the end even if interrupted: the task reads arrays that the caller would close. */
  private static Throwable faultOf(Future<?> result) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          result.get();
          return null;
        } catch (ExecutionException e) {
          return e.getCause();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public void close() {
    if (threads != null) {
      threads.shutdown();
    }
    models.subList(1, models.size()).forEach(SimClrModel::close);
  }
}
