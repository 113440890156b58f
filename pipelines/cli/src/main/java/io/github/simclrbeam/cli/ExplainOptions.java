package io.github.simclrbeam.cli;

import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** What explain can be told. */
public interface ExplainOptions extends PipelineOptions {
  @Description("Id of the image whose views are explained.")
  @Validation.Required
  String getImage();

  void setImage(String image);

  @Description("PNG file to write. Default: explain.png in the working directory.")
  String getOutput();

  void setOutput(String output);
}
