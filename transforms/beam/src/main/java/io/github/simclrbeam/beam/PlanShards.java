package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import java.util.List;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Counts the images and cuts the range of their hashes into shards and chunks. A pure function of
 * the set of images, the seed and the sizing. Hashes are kept only while a shard might be without
 * an image: at most 10,000 of them, or 64 a shard.
 */
public final class PlanShards
    extends PTransform<PCollection<ImageReference>, PCollectionView<ShardPlan>> {
  private static final long serialVersionUID = 1;

  private final long seed;
  private final PTransform<PCollection<ImageReference>, PCollection<ShardNumber>> number;

  private PlanShards(
      long seed, PTransform<PCollection<ImageReference>, PCollection<ShardNumber>> number) {
    this.seed = seed;
    this.number = number;
  }

  /** Returns the transform for a seed of the order and the number of shards wanted. */
  public static PlanShards of(long seed, ShardCount sizing) {
    return new PlanShards(seed, new CountShards(sizing));
  }

  /**
   * Returns the transform for shards of views. Where their number follows from their size, and the
   * size of records from what is in the images, some images are read and made into records first.
   */
  public static PlanShards ofViews(
      ViewSettings settings, DecodeSettings decode, ShardSizing sizing) {
    return sizing.isMeasured(settings.encoding())
        ? new PlanShards(
            settings.seed(), new MeasureShards(SampleRecords.of(settings, decode), sizing))
        : of(settings.seed(), sizing);
  }

  @Override
  public PCollectionView<ShardPlan> expand(PCollection<ImageReference> images) {
    PCollectionView<ShardNumber> known =
        images.apply("Number", number).apply("NumberView", View.asSingleton());
    return images
        .apply("Hash", ParDo.of(new HashFn(seed, known)).withSideInputs(known))
        .apply("HashesIfAny", AtLeastOne.of())
        .apply("Together", Combine.globally(new TogetherFn()).withoutDefaults())
        .apply("Cut", ParDo.of(new CutFn(known)).withSideInputs(known))
        .setCoder(SerializableCoder.of(ShardPlan.class))
        .apply("PlanView", View.asSingleton());
  }

  /** Hashes of the images, as far as they must be known. */
  private static final class HashFn extends DoFn<ImageReference, Long> {
    private static final long serialVersionUID = 1;

    private final long seed;
    private final PCollectionView<ShardNumber> number;

    HashFn(long seed, PCollectionView<ShardNumber> number) {
      this.seed = seed;
      this.number = number;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      if (context.sideInput(number).mayLeaveRangesEmpty()) {
        context.output(new ImageOrder(seed).hash(context.element().getId()));
      }
    }
  }

  static final class TogetherFn extends Combine.CombineFn<List<Long>, ImageHashes, ImageHashes> {
    private static final long serialVersionUID = 1;

    @Override
    public ImageHashes createAccumulator() {
      return new ImageHashes();
    }

    @Override
    public ImageHashes addInput(ImageHashes hashes, List<Long> some) {
      some.forEach(hashes::add);
      return hashes;
    }

    @Override
    public ImageHashes mergeAccumulators(Iterable<ImageHashes> several) {
      ImageHashes merged = createAccumulator();
      several.forEach(merged::addAll);
      return merged;
    }

    @Override
    public ImageHashes extractOutput(ImageHashes hashes) {
      return hashes;
    }

    @Override
    public Coder<ImageHashes> getAccumulatorCoder(
        CoderRegistry registry, Coder<List<Long>> inputCoder) {
      return new ImageHashes.HashesCoder();
    }

    @Override
    public Coder<ImageHashes> getDefaultOutputCoder(
        CoderRegistry registry, Coder<List<Long>> inputCoder) {
      return new ImageHashes.HashesCoder();
    }
  }

  private static final class CutFn extends DoFn<ImageHashes, ShardPlan> {
    private static final long serialVersionUID = 1;

    private final PCollectionView<ShardNumber> number;

    CutFn(PCollectionView<ShardNumber> number) {
      this.number = number;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      ShardNumber known = context.sideInput(number);
      context.output(
          known.mayLeaveRangesEmpty()
              ? ShardPlan.ofHashes(context.element().sorted(), known)
              : ShardPlan.ofEqualWidths(known));
    }
  }
}
