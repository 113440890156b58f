package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
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
    PCollectionView<Iterable<List<Long>>> sizes = images.apply("Sample", sample);
    return images
        .apply("Count", new CountImages())
        .apply("Shards", ParDo.of(new ShardsFn(sizing, sizes)).withSideInputs(sizes))
        .setCoder(SerializableCoder.of(ShardNumber.class));
  }

  private static final class ShardsFn extends DoFn<Long, ShardNumber> {
    private static final long serialVersionUID = 1;

    private final ShardSizing sizing;
    private final PCollectionView<Iterable<List<Long>>> sizes;

    ShardsFn(ShardSizing sizing, PCollectionView<Iterable<List<Long>>> sizes) {
      this.sizing = sizing;
      this.sizes = sizes;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      long images = context.element();
      ShardSizing measured = sizing.measured(SampleRecords.mean(context.sideInput(sizes)));
      context.output(new ShardNumber(images, measured.shardsFor(images)));
    }
  }
}
