package io.github.simclrbeam.probe;

import io.github.simclrbeam.options.OneOf;
import io.github.simclrbeam.options.StageOptions;
import java.util.List;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** What an evaluation can be told. */
public interface ProbeOptions extends StageOptions {
  @Description(
      "Embeddings of the images that the probe learns from: a directory that embed wrote, or"
          + " anyone's Parquet, TFRecord or .npy file.")
  @Validation.Required
  String getTrain();

  void setTrain(String train);

  @Description(
      "Embeddings of the images that the probe is judged on. Without them, or without labels, there"
          + " is no probe, only what can be said without.")
  String getTest();

  void setTest(String test);

  @Description(
      "NAME=TRAIN,TEST: embeddings of the same images made another way, for comparison; pixels and"
          + " randomEncoder are the baselines to beat. May be given several times; the same name"
          + " again is another seed.")
  List<String> getBaseline();

  void setBaseline(List<String> baseline);

  @Description("Embeddings of view shards, a row per view; needed for the alignment alone.")
  String getViewEmbeddings();

  void setViewEmbeddings(String viewEmbeddings);

  @Description("Training run: the report then shows its loss curve and configuration.")
  String getRun();

  void setRun(String run);

  @Description("View shards that were trained on: the report then shows some of them.")
  String getViews();

  void setViews(String views);

  @Description(
      "standard, or quick: fewer draws and resamples, for trials. Figures of unlike protocols do"
          + " not compare.")
  @Default.String("standard")
  @OneOf({"standard", "quick"})
  String getProtocol();

  void setProtocol(String protocol);
}
