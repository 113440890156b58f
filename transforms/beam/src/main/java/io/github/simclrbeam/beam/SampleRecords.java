package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;

/**
 * Images to the sizes of their records in bytes, framing included, by making the records of the
 * {@value ShardSizing#SAMPLE} images of the lowest hashes: a pure function of the set of images.
 * Images that cannot be used do not count. {@link #mean} makes one number of the sizes.
 */
final class SampleRecords
    extends PTransform<PCollection<ImageReference>, PCollectionView<Iterable<List<Long>>>> {
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

  /** Returns the mean, the same in whatever order; NaN of none. */
  static double mean(Iterable<List<Long>> sizes) {
    return StreamSupport.stream(AtLeastOne.elements(sizes).spliterator(), false)
        .mapToLong(size -> size)
        .average()
        .orElse(Double.NaN);
  }

  @Override
  public PCollectionView<Iterable<List<Long>>> expand(PCollection<ImageReference> images) {
    return images
        .apply("Lowest", LowestHashes.of(settings.seed(), ShardSizing.SAMPLE))
        .apply("SideBySide", Spread.by(image -> image.getId().hashCode()))
        .apply("Measure", ParDo.of(new MeasureFn(settings, decode)))
        .setCoder(VarLongCoder.of())
        .apply("SizesIfAny", AtLeastOne.of())
        .apply("Sizes", View.asIterable());
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
