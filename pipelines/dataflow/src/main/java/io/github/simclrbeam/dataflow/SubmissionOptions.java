package io.github.simclrbeam.dataflow;

import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/** What the program can be told about a job that runs on Dataflow, beside the runner's options. */
public interface SubmissionOptions extends PipelineOptions {
  @Description(
      "Whether to wait for the job's end; otherwise the program ends once it is submitted.")
  @Default.Boolean(true)
  boolean getWait();

  void setWait(boolean wait);

  /** Makes them known to Beam. */
  final class Registrar implements PipelineOptionsRegistrar {
    @Override
    public List<Class<? extends PipelineOptions>> getPipelineOptions() {
      return List.of(SubmissionOptions.class);
    }
  }
}
