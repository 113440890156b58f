package io.github.simclrbeam.aws;

import java.util.List;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;

/** Makes the options of S3 known; Beam's own registrar knows only those of all of AWS. */
public final class S3OptionsRegistrar implements PipelineOptionsRegistrar {
  @Override
  public List<Class<? extends PipelineOptions>> getPipelineOptions() {
    return List.of(S3Options.class);
  }
}
