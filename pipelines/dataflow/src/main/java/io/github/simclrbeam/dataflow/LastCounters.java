package io.github.simclrbeam.dataflow;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The counters of a job as they were last told. They only grow, so that the largest holds. */
final class LastCounters {
  private static final int TRIES = 5;

  private final Question question;
  private final Duration pause;
  private final SortedMap<String, Long> seen = new TreeMap<>();

  /** Asks the service. */
  @FunctionalInterface
  interface Question {
    SortedMap<String, Long> ask() throws IOException;
  }

  /**
   * @param pause after the first question at the end that is not answered; each further is twice
   *     the one before
   */
  LastCounters(Question question, Duration pause) {
    this.question = question;
    this.pause = pause;
  }

  /** Returns them while the job runs; of use for progress only, so that no answer is none. */
  SortedMap<String, Long> now() {
    try {
      ask();
    } catch (IOException e) {
      // The next look may be answered.
    }
    return Collections.unmodifiableSortedMap(seen);
  }

  /**
   * Returns them once the job has ended, on which results are told.
   *
   * @throws IOException if they are still not told after some questions
   */
  SortedMap<String, Long> atEnd() throws IOException, InterruptedException {
    for (int i = 1; ; i++) {
      try {
        ask();
        return Collections.unmodifiableSortedMap(seen);
      } catch (IOException e) {
        if (i == TRIES) {
          throw e;
        }
        Thread.sleep(pause.multipliedBy(1L << (i - 1)).toMillis());
      }
    }
  }

  private void ask() throws IOException {
    question.ask().forEach((name, value) -> seen.merge(name, value, Math::max));
  }
}
