package io.github.simclrbeam.dataflow;

import io.github.simclrbeam.beam.FailedRunException;
import io.github.simclrbeam.beam.StageRun;
import io.github.simclrbeam.options.Progress;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.Pipeline;

/**
 * A job that is written to {@code --templateLocation} for the service to start, as the launcher of
 * Flex Templates asks for. Jobs that run are not looked for: the one of this name is the launch
 * itself.
 */
final class TemplateRun implements StageRun {
  private final DataflowPipelineOptions options;

  TemplateRun(DataflowPipelineOptions options) {
    this.options = options;
  }

  @Override
  public boolean isActive() {
    return false;
  }

  @Override
  public boolean start(Supplier<Pipeline> pipeline) {
    try {
      pipeline.get().run();
    } catch (RuntimeException e) {
      throw new FailedRunException(
          "the job %s could not be written to %s: %s"
              .formatted(
                  options.getJobName(), options.getTemplateLocation(), ServiceAnswer.describe(e)),
          e);
    }
    Progress.say(
        "job %s is written to %s".formatted(options.getJobName(), options.getTemplateLocation()));
    return false;
  }

  @Override
  public SortedMap<String, Long> await(Consumer<SortedMap<String, Long>> progress) {
    throw new IllegalStateException("a job that the service is to start cannot be waited for");
  }
}
