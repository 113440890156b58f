package io.github.simclrbeam.beam;

import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import io.github.simclrbeam.options.Place;
import io.github.simclrbeam.options.StageOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** What stages that read images can be told about them. */
public interface InputOptions extends StageOptions {
  /** What an input may be. */
  String INPUT =
      "Images: a directory, a file or a glob (braces too) of image files, where the folder is the"
          + " class; of a CSV or JSONL manifest; of tar, TFRecord, Parquet, IDX, CIFAR or STL-10"
          + " files, compressed or not. What it is is found by what is in the files.";

  @Description(INPUT)
  @Validation.Required
  @Place(Place.Kind.READ)
  String getInput();

  void setInput(String input);

  @Description(
      "The split to take of a source that holds several, told by its file or folder names or by a"
          + " column; or all.")
  String getSplit();

  void setSplit(String split);

  @Description(
      "Cuts the images into splits by a seeded hash of their content, in whole per cent, e.g."
          + " train=80,test=20; --split then says which to take. Equal images are never parted.")
  String getSplitPercents();

  void setSplitPercents(String splitPercents);

  @Description("Seed of --splitPercents.")
  @Default.Long(0)
  long getSplitSeed();

  void setSplitSeed(long splitSeed);

  @Description("Column (or feature) of image ids; default: by its usual names.")
  String getIdColumn();

  void setIdColumn(String idColumn);

  @Description("Column (or feature) of images or of their uris; default: by its usual names.")
  String getImageColumn();

  void setImageColumn(String imageColumn);

  @Description("Column (or feature) of labels; default: by its usual names.")
  String getLabelColumn();

  void setLabelColumn(String labelColumn);

  @Description("Column of splits; default: by its usual names.")
  String getSplitColumn();

  void setSplitColumn(String splitColumn);

  @Description(
      "Puts the path of its file before every id, for sources that number images anew in every"
          + " file.")
  @Default.Boolean(false)
  boolean getIdsByFile();

  void setIdsByFile(boolean idsByFile);

  @Description(
      "A file of label names, one a line in the order of their numbers, or a manifest.json with"
          + " them; default: as the source has them.")
  @Place(Place.Kind.READ_FILE)
  String getLabelNames();

  void setLabelNames(String labelNames);

  @Description("Largest share of images that may turn out bad; more fails the run at its end.")
  @InRange(min = 0, max = 1)
  @Default.Double(0.5)
  double getMaxBadFraction();

  void setMaxBadFraction(double maxBadFraction);

  @Description("Most pixels, width x height, that an image or a frame of it may have.")
  @InRange(min = 1, max = 500_000_000)
  @Default.Long(100_000_000)
  long getMaxPixels();

  void setMaxPixels(long maxPixels);

  @Description("Most bytes that an encoded image may have.")
  @InRange(min = 1, max = 2_000_000_000)
  @Default.Long(536_870_912)
  long getMaxImageBytes();

  void setMaxImageBytes(long maxImageBytes);

  @Description("Most scans that a progressive JPEG may have; each costs a pass over the image.")
  @InRange(min = 1, max = 100_000)
  @Default.Integer(200)
  int getMaxScans();

  void setMaxScans(int maxScans);

  @Description("Colour behind transparent pixels, six hex digits.")
  @Default.String("ffffff")
  String getBackground();

  void setBackground(String background);

  @Description(
      "What becomes of a JPEG that breaks off: strict makes it a dead letter, salvage keeps what is"
          + " there, with a warning.")
  @OneOf({"strict", "salvage"})
  @Default.String("strict")
  String getTruncated();

  void setTruncated(String truncated);

  @Description("What becomes of an animation: its first frame is taken, or it is a dead letter.")
  @OneOf({"first", "refuse"})
  @Default.String("first")
  String getAnimations();

  void setAnimations(String animations);
}
