package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourcePart;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Finds the images of an input (see {@link ImageSource}), of the split that is wanted, and their
 * label names. The pieces of the input are listed side by side. Counts the images as {@link
 * RunCounters#LISTED}.
 *
 * <p>Bytes that cannot be addressed in their file (of a compressed archive, of a table) are written
 * to files in a temporary directory while they pass, and addressed there: references stay small
 * whatever the source.
 */
public final class ListImages extends PTransform<PBegin, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The images. */
  public static final TupleTag<ImageReference> IMAGES = new TupleTag<>("images") {};

  /** One element: the names of the labels, by label. */
  public static final TupleTag<List<String>> LABEL_NAMES = new TupleTag<>("labelNames") {};

  private static final TupleTag<KV<Integer, SourcePart>> PARTS = new TupleTag<>("parts") {};
  private static final TupleTag<List<String>> DECLARED = new TupleTag<>("declared") {};

  private final transient InputSettings settings;
  private final String temporaryDirectory;

  private ListImages(InputSettings settings, String temporaryDirectory) {
    this.settings = settings;
    this.temporaryDirectory = temporaryDirectory;
  }

  /**
   * Returns the transform.
   *
   * @param settings what the user says about the input
   * @param temporaryDirectory that every worker can write and read; whoever runs the pipeline
   *     removes it when it has ended
   */
  public static ListImages of(InputSettings settings, String temporaryDirectory) {
    return new ListImages(settings, temporaryDirectory);
  }

  @Override
  public PCollectionTuple expand(PBegin begin) {
    PCollectionTuple source =
        begin
            .apply("Input", Create.of(settings.input()))
            .apply(
                "Open",
                ParDo.of(new OpenFn(settings.source()))
                    .withOutputTags(PARTS, TupleTagList.of(DECLARED)));
    PCollection<ImageReference> unnumbered =
        source
            .get(PARTS)
            .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(SourcePart.class)))
            .apply("SideBySide", Spread.by(KV::getKey))
            .apply("Parts", Values.create())
            .apply("List", ParDo.of(new ListFn(temporaryDirectory)))
            .setCoder(MessageCoder.of(ImageReference.class));
    NumberLabels.Numbered numbered =
        NumberLabels.of(
            unnumbered,
            source.get(DECLARED).setCoder(ListCoder.of(StringUtf8Coder.of())),
            settings.source().labelNames());
    return PCollectionTuple.of(IMAGES, split(numbered.images())).and(LABEL_NAMES, numbered.names());
  }

  private PCollection<ImageReference> split(PCollection<ImageReference> images) {
    return settings
        .split()
        .map(split -> new SplitByContent(split, settings.decode().limits().maxBytes()))
        .map(transform -> images.apply("SplitByContent", transform))
        .orElse(images);
  }

  private static final class OpenFn extends DoFn<String, KV<Integer, SourcePart>> {
    private static final long serialVersionUID = 1;

    private final SourceSettings settings;

    OpenFn(SourceSettings settings) {
      this.settings = settings;
    }

    @ProcessElement
    public void process(@Element String input, MultiOutputReceiver out) throws IOException {
      ImageSource source = ImageSource.open(input, settings);
      source.labelNames().ifPresent(out.get(DECLARED)::output);
      int number = 0;
      for (SourcePart part : source.parts()) {
        out.get(PARTS).output(KV.of(number++, part));
      }
    }
  }

  private static final class ListFn extends DoFn<SourcePart, ImageReference> {
    private static final long serialVersionUID = 1;

    private final String temporaryDirectory;
    private final Counter listed = Metrics.counter(RunCounters.NAMESPACE, RunCounters.LISTED);

    ListFn(String temporaryDirectory) {
      this.temporaryDirectory = temporaryDirectory;
    }

    @ProcessElement
    public void process(@Element SourcePart part, OutputReceiver<ImageReference> images)
        throws IOException {
      // A file for every attempt at a part: it is closed before anything of it can be read.
      try (Spool spool = Spool.in(temporaryDirectory)) {
        part.forEach(
            image -> {
              images.output(spool.addressed(image));
              listed.inc();
            });
      }
    }
  }
}
