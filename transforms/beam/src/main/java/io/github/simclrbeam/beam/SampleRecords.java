package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Mean;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Redistribute;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Images to the mean size of their records in bytes, framing included, by making the records of the
 * {@value ShardSizing#SAMPLE} images of the lowest hashes: a pure function of the set of images.
 * Images that cannot be used do not count; with none that can the mean is NaN.
 */
final class SampleRecords extends PTransform<PCollection<ImageReference>, PCollectionView<Double>> {
  private static final long serialVersionUID = 1;

  private final ViewSettings settings;
  private final DecodeSettings decode;

  private SampleRecords(ViewSettings settings, DecodeSettings decode) {
    this.settings = settings;
    this.decode = decode;
  }

  static SampleRecords of(ViewSettings settings, DecodeSettings decode) {
    return new SampleRecords(settings, decode);
  }

  @Override
  public PCollectionView<Double> expand(PCollection<ImageReference> images) {
    return images
        .apply("Lowest", LowestHashes.of(settings.seed(), ShardSizing.SAMPLE))
        .apply("SideBySide", Redistribute.arbitrarily())
        .apply("Measure", ParDo.of(new MeasureFn(settings, decode)))
        .setCoder(VarLongCoder.of())
        // Sums of whole numbers below 2^53: the same in every order.
        .apply("Mean", Mean.<Long>globally().asSingletonView());
  }

  static final class MeasureFn extends DoFn<ImageReference, Long> {
    private static final long serialVersionUID = 1;

    private final ViewSettings settings;
    private final DecodeSettings decode;
    private transient ReadImage readImage;
    private transient MakeViews makeViews;

    MeasureFn(ViewSettings settings, DecodeSettings decode) {
      this.settings = settings;
      this.decode = decode;
    }

    @Setup
    public void setup() {
      readImage = ReadImage.withChannels(settings.channels(), decode);
      makeViews = MakeViews.with(settings);
    }

    @Teardown
    public void teardown() throws IOException {
      if (readImage != null) {
        readImage.close();
      }
    }

    @ProcessElement
    public void process(@Element ImageReference reference, OutputReceiver<Long> out)
        throws IOException {
      if (readImage.read(reference, makeViews.reductions(reference.getId()))
          instanceof DecodedImage image) {
        out.output(RecordBytes.of(makeViews.of(image)));
      }
    }
  }
}
