package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;
import org.apache.beam.sdk.coders.BigEndianLongCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Top;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;

/**
 * The first images in the order of the set, (hash, id): a random sample that is a pure function of
 * the set. Never more than the sample is in one place.
 */
final class LowestHashes
    extends PTransform<PCollection<ImageReference>, PCollection<ImageReference>> {
  private static final long serialVersionUID = 1;

  private final long seed;
  private final int count;

  private LowestHashes(long seed, int count) {
    this.seed = seed;
    this.count = count;
  }

  static LowestHashes of(long seed, int count) {
    return new LowestHashes(seed, count);
  }

  @Override
  public PCollection<ImageReference> expand(PCollection<ImageReference> images) {
    return images
        .apply("Hash", ParDo.of(new HashFn(seed)))
        .setCoder(KvCoder.of(BigEndianLongCoder.of(), MessageCoder.of(ImageReference.class)))
        .apply("First", Top.of(count, new LastFirst()).withoutDefaults())
        .apply("Each", ParDo.of(new EachFn()))
        .setCoder(MessageCoder.of(ImageReference.class));
  }

  /** The reverse of the set's order: the largest of it are the set's first. */
  private static final class LastFirst
      implements Comparator<KV<Long, ImageReference>>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(KV<Long, ImageReference> a, KV<Long, ImageReference> b) {
      return ImageOrder.compare(b.getKey(), b.getValue().getId(), a.getKey(), a.getValue().getId());
    }
  }

  private static final class HashFn extends DoFn<ImageReference, KV<Long, ImageReference>> {
    private static final long serialVersionUID = 1;

    private final long seed;

    HashFn(long seed) {
      this.seed = seed;
    }

    @ProcessElement
    public void process(
        @Element ImageReference image, OutputReceiver<KV<Long, ImageReference>> out) {
      out.output(KV.of(new ImageOrder(seed).hash(image.getId()), image));
    }
  }

  private static final class EachFn extends DoFn<List<KV<Long, ImageReference>>, ImageReference> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(
        @Element List<KV<Long, ImageReference>> first, OutputReceiver<ImageReference> out) {
      first.forEach(image -> out.output(image.getValue()));
    }
  }
}
