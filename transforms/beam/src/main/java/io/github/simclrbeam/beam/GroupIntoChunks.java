package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Brings the references of each chunk together, in no order: put them in order with {@link
 * ChunkOrder}. Only references cross the shuffle. Chunks without images do not appear.
 */
public final class GroupIntoChunks
    extends PTransform<
        PCollection<ImageReference>, PCollection<KV<Integer, Iterable<ImageReference>>>> {
  private static final long serialVersionUID = 1;

  private final long seed;
  private final PCollectionView<ShardPlan> plan;

  private GroupIntoChunks(long seed, PCollectionView<ShardPlan> plan) {
    this.seed = seed;
    this.plan = plan;
  }

  /**
   * Returns the transform.
   *
   * @param seed of the order; the plan's
   * @param plan of the same images, by {@link PlanShards}
   */
  public static GroupIntoChunks of(long seed, PCollectionView<ShardPlan> plan) {
    return new GroupIntoChunks(seed, plan);
  }

  @Override
  public PCollection<KV<Integer, Iterable<ImageReference>>> expand(
      PCollection<ImageReference> images) {
    return images
        .apply("Assign", ParDo.of(new AssignFn(seed, plan)).withSideInputs(plan))
        .setCoder(KvCoder.of(VarIntCoder.of(), MessageCoder.of(ImageReference.class)))
        .apply("Group", GroupByKey.create());
  }

  private static final class AssignFn extends DoFn<ImageReference, KV<Integer, ImageReference>> {
    private static final long serialVersionUID = 1;

    private final long seed;
    private final PCollectionView<ShardPlan> plan;

    AssignFn(long seed, PCollectionView<ShardPlan> plan) {
      this.seed = seed;
      this.plan = plan;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      ImageReference image = context.element();
      int chunk = context.sideInput(plan).chunkOf(new ImageOrder(seed).hash(image.getId()));
      context.output(KV.of(chunk, image));
    }
  }
}
