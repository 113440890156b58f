package io.github.simclrbeam.train;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import io.github.simclrbeam.options.StageOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/**
 * What training can be told. A null is the recipe's value, or what the description says. maxSteps,
 * checkpointEverySteps, traceSteps, threads and resume do not name another run: they may differ
 * when a run goes on.
 */
public interface TrainOptions extends StageOptions {
  @Description(
      "Directory of view shards, with their manifest.json; or several, A,B, that hold further views"
          + " of the same images (views --extends): all are read as one set.")
  @Validation.Required
  String getViews();

  void setViews(String views);

  @Description(
      "Training preset whose values the other options override; default: the one named as the"
          + " views' recipe.")
  @OneOf({"fashion-mnist", "photographs", "simclr-cifar10", "simclr-imagenet"})
  String getRecipe();

  void setRecipe(String recipe);

  @Description("Encoder; default: the recipe's.")
  @OneOf({"resnet-tiny", "resnet18", "resnet34", "resnet50"})
  String getEncoder();

  void setEncoder(String encoder);

  @Description(
      "First layer: small (3x3, stride 1, for images up to about 64 pixels) or imagenet (7x7,"
          + " stride 2, max-pool); default: the recipe's.")
  @OneOf({"small", "imagenet"})
  String getStem();

  void setStem(String stem);

  @Description("Linear layers of the projector; default: the recipe's.")
  @InRange(min = 2, max = 3)
  Integer getProjectorLayers();

  void setProjectorLayers(Integer projectorLayers);

  @Description(
      "Width of the projector's hidden layers, 0 for the encoder's dimension; default: the"
          + " recipe's.")
  @InRange(min = 0, max = 65536)
  Integer getProjectorHidden();

  void setProjectorHidden(Integer projectorHidden);

  @Description("Length of the projections that the loss compares; default: the recipe's.")
  @InRange(min = 2, max = 65536)
  Integer getProjectorOutput();

  void setProjectorOutput(Integer projectorOutput);

  @Description("BatchNorm after the projector's hidden layers; default: the recipe's.")
  Boolean getProjectorBatchNorm();

  void setProjectorBatchNorm(Boolean projectorBatchNorm);

  @Description(
      "Pairs a step: twice as many views; default: the recipe's, or fewer when there are fewer"
          + " images.")
  @InRange(min = 2, max = 65536)
  Integer getBatchSize();

  void setBatchSize(Integer batchSize);

  @Description("Passes over the images, fractions allowed; default: the recipe's.")
  @InRange(min = 0.001, max = 1000000)
  Double getEpochs();

  void setEpochs(Double epochs);

  @Description(
      "Stops after this many steps in all, without reshaping the schedule; a later run with more"
          + " goes on. Default: all steps of the epochs.")
  @InRange(min = 1)
  Long getMaxSteps();

  void setMaxSteps(Long maxSteps);

  @Description("Temperature of the NT-Xent loss; default: the recipe's.")
  @InRange(min = 0.001, max = 100)
  Double getTemperature();

  void setTemperature(Double temperature);

  @Description("Optimizer: SGD with momentum; default: the recipe's.")
  @OneOf({"sgd"})
  String getOptimizer();

  void setOptimizer(String optimizer);

  @Description(
      "Peak of the learning rate; default: the recipe's, scaled in proportion when the batch size"
          + " is another than the recipe's.")
  @InRange(min = 0.0000001, max = 1000)
  Double getLearningRate();

  void setLearningRate(Double learningRate);

  @Description("Momentum of SGD; default: the recipe's.")
  @InRange(min = 0, max = 0.9999)
  Double getMomentum();

  void setMomentum(Double momentum);

  @Description(
      "Weight decay; biases and normalization parameters never decay; default: the recipe's.")
  @InRange(min = 0, max = 1)
  Double getWeightDecay();

  void setWeightDecay(Double weightDecay);

  @Description(
      "Epochs of linear warm-up before the cosine to 0, fractions allowed; default: the recipe's.")
  @InRange(min = 0, max = 1000000)
  Double getWarmUpEpochs();

  void setWarmUpEpochs(Double warmUpEpochs);

  @Description(
      "Flips each drawn view once more with probability 1/2, so that K views give more pairs;"
          + " default: the recipe's.")
  Boolean getReflip();

  void setReflip(Boolean reflip);

  @Description(
      "Threads of the engine; default: one a core. Bits repeat only with the same number of"
          + " threads.")
  @InRange(min = 1, max = 1024)
  Integer getThreads();

  void setThreads(Integer threads);

  @Description("Steps between checkpoints, of which the last three are kept; default: an epoch's.")
  @InRange(min = 1)
  Long getCheckpointEverySteps();

  void setCheckpointEverySteps(Long checkpointEverySteps);

  @Description(
      "Goes on from the latest checkpoint, or starts where there is none. An unfinished run of the"
          + " same configuration goes on without it too.")
  @Default.Boolean(false)
  boolean getResume();

  void setResume(boolean resume);

  @Description(
      "Writes the first batches, exactly as the encoder gets them, and the weights before them into"
          + " trace/, so that they can be replayed elsewhere.")
  @Default.Integer(0)
  @InRange(min = 0, max = 100000)
  int getTraceSteps();

  void setTraceSteps(int traceSteps);
}
