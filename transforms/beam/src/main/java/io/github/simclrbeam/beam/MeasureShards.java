package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/** Counts the images, and the shards that they make by the size of a sample of their records. */
final class MeasureShards
    extends PTransform<PCollection<ImageReference>, PCollection<ShardNumber>> {
  private static final long serialVersionUID = 1;

  private final SampleRecords sample;
  private final ShardSizing sizing;

  MeasureShards(SampleRecords sample, ShardSizing sizing) {
    this.sample = sample;
    this.sizing = sizing;
  }

  @Override
  public PCollection<ShardNumber> expand(PCollection<ImageReference> images) {
    PCollectionView<Double> meanBytes = images.apply("Sample", sample);
    return images
        .apply("Count", Count.globally())
        .apply("Shards", ParDo.of(new ShardsFn(sizing, meanBytes)).withSideInputs(meanBytes))
        .setCoder(SerializableCoder.of(ShardNumber.class));
  }

  private static final class ShardsFn extends DoFn<Long, ShardNumber> {
    private static final long serialVersionUID = 1;

    private final ShardSizing sizing;
    private final PCollectionView<Double> meanBytes;

    ShardsFn(ShardSizing sizing, PCollectionView<Double> meanBytes) {
      this.sizing = sizing;
      this.meanBytes = meanBytes;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      long images = context.element();
      ShardSizing measured = sizing.measured(context.sideInput(meanBytes));
      context.output(new ShardNumber(images, measured.shardsFor(images)));
    }
  }
}
