package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.InputOptions;
import io.github.simclrbeam.options.InRange;
import io.github.simclrbeam.options.OneOf;
import org.apache.beam.sdk.options.Description;

/**
 * What embed can be told, beside what the runner can. The input may be a directory of view shards
 * too, which gives a row per view.
 */
public interface EmbedOptions extends InputOptions, EncoderOptions {
  @Description(
      "What a row is: the encoder's output, that of the same encoder with random weights, or the"
          + " prepared pixels / 255. Default: encoder.")
  @OneOf({"encoder", "untrained", "pixels"})
  String getFeatures();

  void setFeatures(String features);

  @Description("File format of the rows; default: parquet.")
  @OneOf({"parquet", "tfrecord"})
  String getFormat();

  void setFormat(String format);

  @Description("Images that the encoder takes at once; default: 128.")
  @InRange(min = 1, max = 65536)
  Integer getBatchSize();

  void setBatchSize(Integer batchSize);

  @Description(
      "Files of embeddings, each made by one task; default: by the number of images. View shards"
          + " give a file each.")
  @InRange(min = 1, max = 99999)
  Integer getShards();

  void setShards(Integer shards);

  @Description(
      "Threads of the engine for each task; tasks run side by side. Bits repeat only with the same"
          + " number. Default: 1.")
  @InRange(min = 1, max = 1024)
  Integer getThreads();

  void setThreads(Integer threads);

  @Description(
      "Where the encoder calculates: cpu or a GPU such as gpu0, which every worker must have; tasks"
          + " side by side share it. Default: cpu.")
  String getDevice();

  void setDevice(String device);

  @Description("With view shards: embeds only so many images of them, chosen evenly; default: all.")
  @InRange(min = 1)
  Long getMaxImages();

  void setMaxImages(Long maxImages);
}
