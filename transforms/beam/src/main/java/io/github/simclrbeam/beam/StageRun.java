package io.github.simclrbeam.beam;

import io.github.simclrbeam.options.Problems;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * One run of a stage's pipeline: beside this process, or as a job of a service that goes on without
 * it.
 */
public interface StageRun {
  /** Notes what the runner cannot do with the options. */
  static <T extends PipelineOptions> void check(Class<T> type, T options, Problems problems) {
    service(options).ifPresent(service -> service.check(type, options, problems));
  }

  /**
   * Returns the run that the options ask for; starts nothing.
   *
   * @throws io.github.simclrbeam.options.StageFailedException if the service does not answer, or
   *     runs something else into the same output
   */
  static StageRun of(PipelineOptions options, StageJob job) {
    return service(options)
        .map(service -> service.run(options, job))
        .orElseGet(() -> new RunHere(options));
  }

  /**
   * Returns whether the service is at it already, since an earlier call started it. Nothing of the
   * output may be touched then.
   */
  boolean isActive();

  /**
   * Starts the pipeline, unless it is active.
   *
   * @param pipeline makes it
   * @return whether to wait for its end; when not, this process is no longer needed
   * @throws FailedRunException if it cannot be started
   */
  boolean start(Supplier<Pipeline> pipeline);

  /**
   * Waits for the end.
   *
   * @param progress is told the {@link RunCounters} now and then, and at the end
   * @return the counters at the end
   * @throws FailedRunException if the run failed and is over
   * @throws io.github.simclrbeam.options.StageFailedException if nothing more can be heard of it
   */
  SortedMap<String, Long> await(Consumer<SortedMap<String, Long>> progress);

  private static Optional<JobService> service(PipelineOptions options) {
    List<JobService> known =
        ServiceLoader.load(JobService.class).stream().map(ServiceLoader.Provider::get).toList();
    // Asked for without need the runner must be there.
    return known.isEmpty()
        ? Optional.empty()
        : known.stream()
            .filter(service -> service.runner().equals(options.getRunner().getSimpleName()))
            .findFirst();
  }
}
