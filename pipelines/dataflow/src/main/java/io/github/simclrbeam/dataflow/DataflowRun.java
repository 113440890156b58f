package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.beam.FailedRunException;
import io.github.simclrbeam.beam.StageJob;
import io.github.simclrbeam.beam.StageRun;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.beam.runners.dataflow.DataflowClient;
import org.apache.beam.runners.dataflow.DataflowJobAlreadyExistsException;
import org.apache.beam.runners.dataflow.DataflowPipelineJob;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult.State;
import org.joda.time.Duration;

/** A job that is submitted from here, or that runs already under the same name. */
final class DataflowRun implements StageRun {
  private static final Duration INTERVAL = Duration.standardSeconds(10);
  private static final java.time.Duration BETWEEN_QUESTIONS = java.time.Duration.ofSeconds(1);
  private static final int CONFLICT = 409;

  private final DataflowPipelineOptions options;
  private final StageJob stage;
  private final Jobs jobs;
  private final boolean active;
  private Optional<DataflowPipelineJob> job;

  /**
   * @param running the id of the job that makes the stage already
   */
  DataflowRun(DataflowPipelineOptions options, StageJob stage, Optional<String> running) {
    this.options = options;
    this.stage = stage;
    this.jobs = new Jobs(options);
    this.active = running.isPresent();
    this.job = running.map(this::job);
  }

  @Override
  public boolean isActive() {
    return active;
  }

  @Override
  public boolean start(Supplier<Pipeline> pipeline) {
    boolean submitted = job.isEmpty() && submit(pipeline.get());
    JobPages pages = pages();
    Progress.say(
        "%s %s: %s"
            .formatted(pages.job(), submitted ? "is submitted" : "runs already", pages.console()));
    return options.as(SubmissionOptions.class).getWait();
  }

  /** Returns whether the job is a new one; sets it, whichever it is. */
  private boolean submit(Pipeline pipeline) {
    try {
      job = Optional.of((DataflowPipelineJob) pipeline.run());
      return true;
    } catch (DataflowJobAlreadyExistsException e) {
      // Another submission of the same name was faster.
      jobs.refuseIfOther(e.getJob().getJobId(), stage);
      job = Optional.of(e.getJob());
    } catch (RuntimeException e) {
      job = Optional.of(runningDespite(e));
    }
    return false;
  }

  @Override
  public SortedMap<String, Long> await(Consumer<SortedMap<String, Long>> progress) {
    DataflowPipelineJob running = job.orElseThrow();
    JobPages pages = pages();
    JobMessages messages = new JobMessages();
    LastCounters counters =
        new LastCounters(() -> jobs.counters(running.getJobId()), BETWEEN_QUESTIONS);
    JobSight sight = new JobSight(() -> jobs.ask(running.getJobId()), InstantSource.system());
    try (GoesOn ifSignalled = GoesOn.without(pages)) {
      State state = null;
      while (state == null || !state.isTerminal()) {
        state = running.waitUntilFinish(INTERVAL, messages);
        if (state == null) {
          sight.look();
        }
        progress.accept(counters.now());
      }
      if (state != State.DONE) {
        throw new FailedRunException(
            "%s %s%s; see %s"
                .formatted(
                    pages.job(),
                    state == State.CANCELLED ? "was cancelled" : "ended as " + words(state),
                    messages.error().map(line -> ": " + line).orElse(""),
                    pages.console()),
            null);
      }
      return atEnd(counters, pages);
    } catch (IOException e) {
      throw lostSight(pages, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw lostSight(pages, e);
    }
  }

  /** What is not told at the end is not taken for nothing: it would say that nothing changed. */
  private static SortedMap<String, Long> atEnd(LastCounters counters, JobPages pages)
      throws InterruptedException {
    try {
      return counters.atEnd();
    } catch (IOException e) {
      throw new StageFailedException(
          "%s is done, but Dataflow does not tell what it made (%s); the same command looks at the"
                  .formatted(pages.job(), ServiceAnswer.describe(e))
              + " output again",
          e);
    }
  }

  /** A refusal that a job of this name is there already means that it is waited for. */
  private DataflowPipelineJob runningDespite(RuntimeException thrown) {
    Optional<ServiceAnswer> answer = ServiceAnswer.in(thrown);
    if (answer.filter(refusal -> refusal.status() == CONFLICT).isPresent()) {
      Optional<DataflowPipelineJob> other = jobs.running(stage).map(this::job);
      if (other.isPresent()) {
        return other.get();
      }
    }
    String why = ServiceAnswer.describe(thrown);
    if (answer.filter(ServiceAnswer::isRefusal).isPresent()) {
      throw new FailedRunException(
          "Dataflow did not take the job %s: %s".formatted(options.getJobName(), why), thrown);
    }
    // The job may have been taken, and the answer lost: what it writes must stay.
    throw new StageFailedException(
        "the job %s is not submitted, as far as is known (%s); the same command finds it if it runs"
            .formatted(options.getJobName(), why),
        thrown);
  }

  /** Not a failure of the job: what it has written stays as it is. */
  private static StageFailedException lostSight(JobPages pages, Exception why) {
    return new StageFailedException(
        "nothing more is heard of %s, which may go on (%s): %s"
            .formatted(pages.job(), ServiceAnswer.describe(why), pages.console()),
        why);
  }

  private JobPages pages() {
    return JobPages.of(options, job.orElseThrow().getJobId());
  }

  private DataflowPipelineJob job(String id) {
    return new DataflowPipelineJob(DataflowClient.create(options), id, options, Map.of());
  }

  private static String words(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
