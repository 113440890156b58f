package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.InputOptions;
import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import io.github.simclrbeam.options.Place;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/**
 * What views can be told. A null is the recipe's value, or what the description says. The split is
 * the second part of file names too; default: train.
 */
public interface ViewsOptions extends InputOptions {
  @Override
  @Description(
      InputOptions.INPUT + " Must be given unless the run.json of --extends says what it was.")
  @Place(Place.Kind.READ)
  String getInput();

  @Description(
      "A complete directory of view shards, to make further views of its images. What is not given"
          + " is as there, and the first view follows its last; train --views=A,B reads both"
          + " together.")
  @Place(Place.Kind.READ_FOLDER)
  String getExtends();

  void setExtends(String directory);

  @Description(
      "What becomes of images whose bytes are those of another one: none does not look for them,"
          + " list names all but the one with the smallest id in warnings.jsonl, drop leaves those"
          + " out besides. list and drop read every image twice.")
  @OneOf({"none", "list", "drop"})
  @Default.String("none")
  String getDeduplicate();

  void setDeduplicate(String deduplicate);

  @Description(
      "Name of the data set, the first part of file names; default: the input's last path element.")
  String getDataset();

  void setDataset(String dataset);

  @Description("How views are made; the options below override its values. none augments nothing.")
  @OneOf({
    "simclr-imagenet",
    "simclr-cifar10",
    "fashion-mnist",
    "photographs",
    "none",
    "google-imagenet",
    "google-cifar10",
    "lightly-imagenet",
    "lightly-cifar10",
    "solo-cifar10",
    "solo-imagenet100",
    "dkobak-cifar10",
    "htdt-cifar10",
    "atanov-cifar10",
    "supcontrast-cifar10",
    "vissl-imagenet",
    "sthalles-cifar10",
    "spijkervet-stl10",
    "leftthomas-cifar10",
    "stable-pretraining-cifar10"
  })
  @Default.String("simclr-imagenet")
  String getRecipe();

  void setRecipe(String recipe);

  @Description(
      "Width and height of a view in pixels; default: 224, 96 for photographs, 32 for the recipes"
          + " for CIFAR-10, 28 for fashion-mnist; never more than the images of IDX, CIFAR"
          + " and STL-10 files have, and with none just theirs.")
  @InRange(min = 1, max = 8192)
  Integer getImageSize();

  void setImageSize(Integer imageSize);

  @Description("Channels of a view, 1 (gray) or 3 (RGB); default: 1 for IDX files, otherwise 3.")
  @InRange(min = 1, max = 3)
  Integer getChannels();

  void setChannels(Integer channels);

  @Description(
      "Views made of each image; default: 2, 4 for fashion-mnist, 8 for photographs, 1 for none."
          + " Training needs at least 2.")
  @InRange(min = 1, max = 10_000)
  Integer getViewsPerImage();

  void setViewsPerImage(Integer viewsPerImage);

  @Description("Index of the first view: views K to 2K-1 of an image are other ones than 0 to K-1.")
  @InRange(min = 0, max = 1_000_000_000)
  @Default.Integer(0)
  int getFirstView();

  void setFirstView(int firstView);

  @Description("Number of shards, never more than images; default: as many as shardBytes asks for.")
  @InRange(min = 1, max = 99_999)
  Integer getShards();

  void setShards(Integer shards);

  @Description("Size in bytes that a shard should have; default: 64 MiB. Not with shards.")
  @InRange(min = 1)
  Long getShardBytes();

  void setShardBytes(Long shardBytes);

  @Description(
      "How views are stored: raw, png (without loss) or jpeg (quality 95); default: raw up to 32"
          + " pixels, png up to 64, otherwise jpeg.")
  @OneOf({"raw", "png", "jpeg"})
  String getEncoding();

  void setEncoding(String encoding);

  @Description(
      "Writes index/SHARD.idx, lines of each record's offset and length, by which the tfrecord"
          + " package and DALI find records.")
  @Default.Boolean(false)
  boolean getIndex();

  void setIndex(boolean index);

  @Description("A plan that plan --save wrote, to compare the run with; kept in run.json.")
  @Place(Place.Kind.READ_FILE)
  String getPredicted();

  void setPredicted(String predicted);

  @Description("Smallest area of the random crop as a share of the image; default: the recipe's.")
  @InRange(min = 1e-6, max = 1)
  Double getCropMinArea();

  void setCropMinArea(Double cropMinArea);

  @Description("Largest area of the random crop as a share of the image; default: the recipe's.")
  @InRange(min = 1e-6, max = 1)
  Double getCropMaxArea();

  void setCropMaxArea(Double cropMaxArea);

  @Description("Probability of a horizontal flip; default: the recipe's.")
  @InRange(min = 0, max = 1)
  Double getFlipProbability();

  void setFlipProbability(Double flipProbability);

  @Description(
      "Strength s of the colour jitter: brightness, contrast and saturation .8s, hue .2s, with"
          + " probability .8; 0 for none; default: the recipe's.")
  @InRange(min = 0, max = 2.5)
  Double getJitterStrength();

  void setJitterStrength(Double jitterStrength);

  @Description("Probability of turning a view to gray; default: the recipe's.")
  @InRange(min = 0, max = 1)
  Double getGrayProbability();

  void setGrayProbability(Double grayProbability);

  @Description("Probability of a gaussian blur; default: the recipe's.")
  @InRange(min = 0, max = 1)
  Double getBlurProbability();

  void setBlurProbability(Double blurProbability);
}
