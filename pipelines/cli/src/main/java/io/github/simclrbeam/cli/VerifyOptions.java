package io.github.simclrbeam.cli;

import io.github.simclrbeam.options.InRange;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** What verify can be told; all of it is about view shards. */
public interface VerifyOptions extends PipelineOptions {
  @Description(
      "Whether every view is decoded; otherwise those of the first record of each shard. Only for"
          + " view shards.")
  @Default.Boolean(false)
  boolean getDecode();

  void setDecode(boolean decode);

  @Description(
      "How many views, chosen at random, are made again from their originals and compared, where"
          + " nothing else is wrong. Only for view shards.")
  @InRange(min = 0, max = 1_000_000_000)
  @Default.Integer(0)
  int getRecompute();

  void setRecompute(int recompute);

  @Description("Seed of the choice of views to make again.")
  @Default.Long(0)
  long getSeed();

  void setSeed(long seed);
}
