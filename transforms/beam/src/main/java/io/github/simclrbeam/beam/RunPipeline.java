package io.github.simclrbeam.beam;

import java.util.SortedMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;

/** Runs a pipeline to its end on any runner, telling how far it is. */
public final class RunPipeline {
  private static final Duration LOCAL_INTERVAL = Duration.millis(500);
  private static final Duration REMOTE_INTERVAL = Duration.standardSeconds(10);

  private RunPipeline() {}

  /**
   * Sets what makes the direct runner fast: its checks of elements, which are for tests, are off,
   * and it runs beside the caller. Without effect on other runners. To be called before the
   * pipeline is made.
   */
  public static void prepare(PipelineOptions options) {
    if (isDirect(options)) {
      DirectRun direct = options.as(DirectRun.class);
      direct.setBlockOnRun(false);
      direct.setEnforceImmutability(false);
      direct.setEnforceEncodability(false);
    }
  }

  /**
   * Runs the pipeline.
   *
   * @param progress is told the {@link RunCounters} now and then, and at the end
   * @return the counters at the end
   * @throws FailedRunException if the run fails; its message is one line about the cause
   */
  public static SortedMap<String, Long> run(
      Pipeline pipeline, Consumer<SortedMap<String, Long>> progress) {
    boolean local = isDirect(pipeline.getOptions());
    try {
      PipelineResult result = pipeline.run();
      PipelineResult.State state = result.getState();
      while (state == null || !state.isTerminal()) {
        state = result.waitUntilFinish(local ? LOCAL_INTERVAL : REMOTE_INTERVAL);
        progress.accept(RunCounters.of(result));
      }
      if (state != PipelineResult.State.DONE) {
        throw new FailedRunException("the run ended as " + state + "; see the runner's log", null);
      }
      return RunCounters.of(result);
    } catch (FailedRunException e) {
      throw e;
    } catch (RuntimeException e) {
      throw FailedRunException.of(e);
    }
  }

  private static boolean isDirect(PipelineOptions options) {
    return options.getRunner().getSimpleName().equals("DirectRunner");
  }
}
