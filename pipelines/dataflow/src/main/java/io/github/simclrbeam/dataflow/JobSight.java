package io.github.simclrbeam.dataflow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Whether anything is still heard of a job that is waited for. Beam's own waiting takes a refusal
 * to tell of a job, and a network that is gone, for a job that runs on.
 */
final class JobSight {
  /** Of days; a network may be away for a while. */
  static final Duration LONGEST_SILENCE = Duration.ofMinutes(30);

  private final Question question;
  private final InstantSource clock;
  private Instant heard;

  /** Asks the service for the job. */
  @FunctionalInterface
  interface Question {
    void ask() throws IOException;
  }

  JobSight(Question question, InstantSource clock) {
    this.question = question;
    this.clock = clock;
    this.heard = clock.instant();
  }

  /**
   * Looks.
   *
   * @throws IOException what the service answered, or why it did not, if it is of no use to ask
   *     again: it refuses, or has been silent for {@link #LONGEST_SILENCE}
   */
  void look() throws IOException {
    try {
      question.ask();
      heard = clock.instant();
    } catch (IOException e) {
      boolean refused = ServiceAnswer.in(e).filter(ServiceAnswer::isRefusal).isPresent();
      if (refused || heard.plus(LONGEST_SILENCE).isBefore(clock.instant())) {
        throw e;
      }
    }
  }
}
