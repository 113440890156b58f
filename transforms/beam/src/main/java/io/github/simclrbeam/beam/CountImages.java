package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Sum;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/** Counts the images: one number, 0 for none. See {@link AtLeastOne} for why not Beam's own. */
final class CountImages extends PTransform<PCollection<ImageReference>, PCollection<Long>> {
  private static final long serialVersionUID = 1;

  @Override
  public PCollection<Long> expand(PCollection<ImageReference> images) {
    PCollection<Long> none =
        images.getPipeline().apply("None", Create.of(0L).withCoder(VarLongCoder.of()));
    return PCollectionList.of(
            images.apply("One", ParDo.of(new OneFn())).setCoder(VarLongCoder.of()))
        .and(none)
        .apply("OrNone", Flatten.pCollections())
        .apply("Sum", Sum.longsGlobally().withoutDefaults());
  }

  private static final class OneFn extends DoFn<ImageReference, Long> {
    private static final long serialVersionUID = 1;

    @ProcessElement
    public void process(OutputReceiver<Long> out) {
      out.output(1L);
    }
  }
}
