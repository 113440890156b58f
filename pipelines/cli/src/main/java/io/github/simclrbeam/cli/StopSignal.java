package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * SIGTERM and SIGINT (Ctrl-C) while something runs that can stop in good order: the first one asks
 * it to, a second one ends the process at once, and so does the end of the deadline. Closing gives
 * the signals back.
 *
 * <p>Not a shutdown hook: within one the virtual machine ignores further signals, other libraries
 * shut down at the same time, and only halting could still choose the exit code. {@link Signal} is
 * of the module jdk.unsupported, which the JDK keeps until there is something in its place.
 */
final class StopSignal implements AutoCloseable {
  /** Preemptible machines give 30 seconds to 2 minutes; a step that takes longer hangs. */
  private static final Duration DEADLINE = Duration.ofMinutes(5);

  private static final int SIGNALLED = 128;

  private final Map<Signal, SignalHandler> before = new HashMap<>();
  private volatile Signal received;

  private StopSignal() {}

  /** Takes the signals over. */
  static StopSignal listen() {
    StopSignal stop = new StopSignal();
    for (String name : List.of("TERM", "INT")) {
      Signal signal = new Signal(name);
      try {
        stop.before.put(signal, Signal.handle(signal, stop::receive));
      } catch (IllegalArgumentException e) {
        // With java -Xrs they are not the virtual machine's: they end the process, as ever.
      }
    }
    return stop;
  }

  /** Returns whether to stop. */
  boolean received() {
    return received != null;
  }

  /** Returns the exit code of a program that the signal ended, e.g. 143 for SIGTERM. */
  int exitCode() {
    return SIGNALLED + received.getNumber();
  }

  @Override
  public void close() {
    new ArrayList<>(before.keySet())
        .forEach(signal -> Signal.handle(signal, before.remove(signal)));
  }

  private synchronized void receive(Signal signal) {
    if (received != null) {
      Runtime.getRuntime().halt(SIGNALLED + signal.getNumber());
    }
    received = signal;
    Progress.say("SIG" + signal.getName() + ": stopping after this step; once more stops at once");
    Thread deadline = new Thread(this::haltAtDeadline, "stop-deadline");
    deadline.setDaemon(true);
    deadline.start();
  }

  private void haltAtDeadline() {
    try {
      Thread.sleep(DEADLINE.toMillis());
    } catch (InterruptedException e) {
      return;
    }
    Runtime.getRuntime().halt(exitCode());
  }
}
