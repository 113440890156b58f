package io.github.simclrbeam.beam;

import io.github.simclrbeam.options.Problems;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * A service that runs pipelines by itself. Found on the class path by {@link
 * java.util.ServiceLoader}, so that no stage depends on any.
 */
public interface JobService {
  /** Returns the simple name of the runner class that submits to it. */
  String runner();

  /**
   * Notes what the service cannot do with the options; touches nothing.
   *
   * @param type the interface that declares the stage's options
   */
  <T extends PipelineOptions> void check(Class<T> type, T options, Problems problems);

  /**
   * Returns the stage's job: the one that the service runs already, or one to be started.
   *
   * @throws io.github.simclrbeam.options.StageFailedException if the service does not answer, or
   *     runs something else into the same output
   */
  StageRun run(PipelineOptions options, StageJob job);
}
