package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Counts the images and cuts the range of their hashes into shards and chunks. A pure function of
 * the set of ids, the seed and the sizing. Keeps at most 10,000 hashes in memory.
 */
public final class PlanShards
    extends PTransform<PCollection<ImageReference>, PCollectionView<ShardPlan>> {
  private static final long serialVersionUID = 1;

  private final long seed;
  private final ShardCount sizing;

  private PlanShards(long seed, ShardCount sizing) {
    this.seed = seed;
    this.sizing = sizing;
  }

  /** Returns the transform for a seed of the order and the sizes wanted. */
  public static PlanShards of(long seed, ShardCount sizing) {
    return new PlanShards(seed, sizing);
  }

  @Override
  public PCollectionView<ShardPlan> expand(PCollection<ImageReference> images) {
    return images
        .apply("Hash", ParDo.of(new HashFn(seed)))
        .apply("Cut", Combine.globally(new PlanFn(sizing)).asSingletonView());
  }

  private static final class HashFn extends DoFn<ImageReference, Long> {
    private static final long serialVersionUID = 1;

    private final long seed;

    HashFn(long seed) {
      this.seed = seed;
    }

    @ProcessElement
    public void process(@Element ImageReference image, OutputReceiver<Long> out) {
      out.output(new ImageOrder(seed).hash(image.getId()));
    }
  }

  /** Hashes to the plan. */
  static final class PlanFn extends Combine.CombineFn<Long, HashSummary, ShardPlan> {
    private static final long serialVersionUID = 1;

    private final ShardCount sizing;

    PlanFn(ShardCount sizing) {
      this.sizing = sizing;
    }

    @Override
    public HashSummary createAccumulator() {
      return new HashSummary();
    }

    @Override
    public HashSummary addInput(HashSummary summary, Long hash) {
      summary.add(hash);
      return summary;
    }

    @Override
    public HashSummary mergeAccumulators(Iterable<HashSummary> summaries) {
      HashSummary merged = createAccumulator();
      summaries.forEach(merged::addAll);
      return merged;
    }

    @Override
    public ShardPlan extractOutput(HashSummary summary) {
      return ShardPlan.of(summary, sizing);
    }

    @Override
    public Coder<HashSummary> getAccumulatorCoder(CoderRegistry registry, Coder<Long> inputCoder) {
      return new HashSummary.SummaryCoder();
    }

    @Override
    public Coder<ShardPlan> getDefaultOutputCoder(CoderRegistry registry, Coder<Long> inputCoder) {
      return SerializableCoder.of(ShardPlan.class);
    }
  }
}
