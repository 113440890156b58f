package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.StageOptions;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/**
 * What the whole chain can be told beside the options of views, train and embed, which it hands on.
 */
public interface RunOptions extends StageOptions {
  @Description("Images to learn from; labels, if any, are not used for learning.")
  @Validation.Required
  String getInput();

  void setInput(String input);

  @Description("Labelled images that the probe is fitted on. Default: the input.")
  String getLabelled();

  void setLabelled(String labelled);

  @Description("Labelled images that the probe is tested on. Without them there is no probe.")
  String getTest();

  void setTest(String test);

  @Description(
      "Split of the input to learn from and to fit the probe on, of a source that holds several or"
          + " of --splitPercents. Default: train, of a glob all that it matches.")
  String getSplit();

  void setSplit(String split);

  @Description(
      "Split to test the probe on: of --test if that is given, otherwise of the input. Default: test"
          + " with --test or --splitPercents, otherwise none.")
  String getTestSplit();

  void setTestSplit(String testSplit);

  @Description("A YAML file of name: value lines; options on the command line win.")
  String getConfig();

  void setConfig(String config);
}
