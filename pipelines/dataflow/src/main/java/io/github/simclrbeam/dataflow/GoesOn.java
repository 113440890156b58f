package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.options.Progress;

/**
 * Says, when a signal ends the process while it waits, that the job goes on, and how to look at it
 * and end it. Nothing is cancelled: who stops waiting has not said that the work is in vain.
 */
final class GoesOn implements AutoCloseable {
  private final Thread hook;

  private GoesOn(Thread hook) {
    this.hook = hook;
  }

  static GoesOn without(JobPages job) {
    Thread hook =
        new Thread(
            () -> {
              Progress.say(job.job() + " goes on without this process: " + job.console());
              Progress.say("the same command waits for it again; to end it: " + job.cancel());
            },
            "job-goes-on");
    Runtime.getRuntime().addShutdownHook(hook);
    return new GoesOn(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook at work.
    }
  }
}
