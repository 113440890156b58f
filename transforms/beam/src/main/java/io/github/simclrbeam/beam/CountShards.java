package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/** Counts the images, and the shards that so many make. */
final class CountShards extends PTransform<PCollection<ImageReference>, PCollection<ShardNumber>> {
  private static final long serialVersionUID = 1;

  private final ShardCount sizing;

  CountShards(ShardCount sizing) {
    this.sizing = sizing;
  }

  @Override
  public PCollection<ShardNumber> expand(PCollection<ImageReference> images) {
    return images
        .apply("Count", new CountImages())
        .apply("Shards", ParDo.of(new ShardsFn(sizing)))
        .setCoder(SerializableCoder.of(ShardNumber.class));
  }

  private static final class ShardsFn extends DoFn<Long, ShardNumber> {
    private static final long serialVersionUID = 1;

    private final ShardCount sizing;

    ShardsFn(ShardCount sizing) {
      this.sizing = sizing;
    }

    @ProcessElement
    public void process(@Element Long images, OutputReceiver<ShardNumber> out) {
      out.output(new ShardNumber(images, sizing.shardsFor(images)));
    }
  }
}
