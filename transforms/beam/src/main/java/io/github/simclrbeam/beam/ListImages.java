package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Finds the images of an input (see {@link ImageSource}) and their label names. Counts the images
 * as {@link RunCounters#LISTED}.
 */
public final class ListImages extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The images; none of their pixels, unless they cannot be addressed. */
  public static final TupleTag<ImageReference> IMAGES = new TupleTag<>("images") {};

  /** One element: the names of the labels, by label. */
  public static final TupleTag<List<String>> LABEL_NAMES = new TupleTag<>("labelNames") {};

  private final String input;

  private ListImages(String input) {
    this.input = input;
  }

  /** Returns the transform for a directory, a file or a glob. */
  public static ListImages of(String input) {
    return new ListImages(input);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple found =
        begin
            .apply("Input", Create.of(input))
            .apply(
                "List",
                ParDo.of(new ListFn()).withOutputTags(IMAGES, TupleTagList.of(LABEL_NAMES)));
    found.get(IMAGES).setCoder(MessageCoder.of(ImageReference.class));
    found.get(LABEL_NAMES).setCoder(ListCoder.of(StringUtf8Coder.of()));
    return found;
  }

  private static final class ListFn extends DoFn<String, ImageReference> {
    private static final long serialVersionUID = 1;

    private final Counter listed = Metrics.counter(RunCounters.NAMESPACE, RunCounters.LISTED);

    @ProcessElement
    public void process(@Element String input, MultiOutputReceiver out) throws IOException {
      ImageSource source = ImageSource.open(input);
      out.get(LABEL_NAMES).output(source.labelNames());
      OutputReceiver<ImageReference> images = out.get(IMAGES);
      source.forEach(
          image -> {
            images.output(image);
            listed.inc();
          });
    }
  }
}
