package io.github.simclrbeam.train;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import io.github.simclrbeam.options.StageOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/**
 * What training can be told. A null is the recipe's value, or what the description says. maxSteps,
 * checkpointEverySteps, keepCheckpoints, traceSteps, threads and resume do not name another run:
 * they may differ when a run goes on.
 */
public interface TrainOptions extends StageOptions, RecipeOptions {
  @Description(
      "Directory of view shards, with their manifest.json; or several, A,B, that hold further views"
          + " of the same images (views --extends): all are read as one set.")
  @Validation.Required
  String getViews();

  void setViews(String views);

  @Description(
      "Training preset whose values the other options override; default: the one named as the"
          + " views' recipe.")
  @OneOf({
    "fashion-mnist",
    "photographs",
    "simclr-cifar10",
    "simclr-imagenet",
    "google-imagenet",
    "google-imagenet-later",
    "google-cifar10",
    "google-cifar10-later",
    "lightly-imagenet",
    "lightly-cifar10",
    "solo-cifar10",
    "solo-imagenet100",
    "dkobak-cifar10",
    "dkobak-cifar10-adam",
    "htdt-cifar10",
    "atanov-cifar10",
    "supcontrast-cifar10",
    "vissl-imagenet",
    "sthalles-cifar10",
    "spijkervet-stl10",
    "leftthomas-cifar10",
    "stable-pretraining-cifar10"
  })
  String getRecipe();

  void setRecipe(String recipe);

  @Description(
      "Stops after this many steps in all, without reshaping the schedule; a later run with more"
          + " goes on. Default: all steps of the epochs.")
  @InRange(min = 1)
  Long getMaxSteps();

  void setMaxSteps(Long maxSteps);

  @Description(
      "Threads of the engine; default: one a core. Bits repeat only with the same number of"
          + " threads.")
  @InRange(min = 1, max = 1024)
  Integer getThreads();

  void setThreads(Integer threads);

  @Description(
      "A safetensors file with torchvision's or timm's names that the encoder starts from; default:"
          + " random weights of the seed.")
  String getInitialWeights();

  void setInitialWeights(String initialWeights);

  @Description(
      "Pairs that pass the network together; a larger batch is cut into chunks, which takes the"
          + " memory of one and up to twice the time, and gives the same gradients but for"
          + " BatchNorm, whose statistics are a chunk's. Default: the whole batch.")
  @InRange(min = 1, max = 65536)
  Integer getChunkSize();

  void setChunkSize(Integer chunkSize);

  @Description(
      "Devices that share each batch, with one loss over all of it: cpu, gpu0, or gpu0,gpu1;"
          + " cpu,cpu is for checks.")
  @Default.String("cpu")
  String getDevices();

  void setDevices(String devices);

  @Description(
      "Type of activations: fp32, tf32 (fp32 that a GPU's matrix units round on the way in), bf16"
          + " (weights, statistics and loss stay fp32; refused where the processor only emulates"
          + " it), or fp64, for checks: everything.")
  @Default.String("fp32")
  @OneOf({"fp32", "tf32", "bf16", "fp64"})
  String getPrecision();

  void setPrecision(String precision);

  @Description("Takes bf16 even where it is emulated, several times slower than fp32.")
  @Default.Boolean(false)
  boolean getSlowPrecision();

  void setSlowPrecision(boolean slowPrecision);

  @Description(
      "Directory of view shards, best of the recipe none and labelled, that the encoder is looked at"
          + " with while it is trained: kNN, RankMe, uniformity, alignment, and an alarm for"
          + " collapse.")
  String getMonitor();

  void setMonitor(String monitor);

  @Description("Epochs between looks, and between histograms of the weights and the gradients.")
  @Default.Integer(1)
  @InRange(min = 1, max = 1000000)
  int getMonitorEveryEpochs();

  void setMonitorEveryEpochs(int monitorEveryEpochs);

  @Description("At most so many images are looked at.")
  @Default.Integer(MonitorViews.MOST_IMAGES)
  @InRange(min = 2, max = 1000000)
  int getMonitorImages();

  void setMonitorImages(int monitorImages);

  @Description(
      "Steps between measurements of the gradient's norm and of how well the batch's pairs are"
          + " told apart.")
  @Default.Integer(10)
  @InRange(min = 1, max = 1000000)
  int getMeasureEverySteps();

  void setMeasureEverySteps(int measureEverySteps);

  @Description("Steps between checkpoints; default: an epoch's.")
  @InRange(min = 1)
  Long getCheckpointEverySteps();

  void setCheckpointEverySteps(Long checkpointEverySteps);

  @Description(
      "How many of the latest checkpoints are kept, beside the best one, which"
          + " checkpoints/best.json names.")
  @Default.Integer(3)
  @InRange(min = 1, max = 1000000)
  int getKeepCheckpoints();

  void setKeepCheckpoints(int keepCheckpoints);

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
