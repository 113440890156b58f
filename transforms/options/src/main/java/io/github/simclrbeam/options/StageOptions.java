package io.github.simclrbeam.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/**
 * What every stage can be told. An option whose default is the recipe's is a wrapper type and null
 * when it was not given.
 */
public interface StageOptions extends PipelineOptions {
  @Description("Directory to write; made when it is not there.")
  @Validation.Required
  @Place(Place.Kind.WRITE_FOLDER)
  String getOutput();

  void setOutput(String output);

  @Description("Replaces what the output directory holds, if this program wrote it.")
  @Default.Boolean(false)
  boolean getOverwrite();

  void setOverwrite(boolean overwrite);

  @Description("Every random number follows from it.")
  @Default.Long(0)
  Long getSeed();

  void setSeed(Long seed);
}
