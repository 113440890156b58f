package io.github.simclrbeam.beam;

import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;

/** A run that lasts as long as this process waits for it. */
final class RunHere implements StageRun {
  private final PipelineOptions options;
  private Pipeline pipeline;

  RunHere(PipelineOptions options) {
    this.options = options;
  }

  @Override
  public boolean isActive() {
    return false;
  }

  @Override
  public boolean start(Supplier<Pipeline> made) {
    RunPipeline.prepare(options);
    pipeline = made.get();
    return true;
  }

  @Override
  public SortedMap<String, Long> await(Consumer<SortedMap<String, Long>> progress) {
    return RunPipeline.run(pipeline, progress);
  }
}
