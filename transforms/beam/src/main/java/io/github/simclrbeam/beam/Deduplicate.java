package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.sources.ContentReader;
import io.github.simclrbeam.sources.ImageContent;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Finds the images whose content is another one's: SHA-256 of the encoded bytes, or of the pixels
 * as they stand in a file of raw pixels. Reads every image once more, without decoding it. What
 * cannot be read passes through, to become a dead letter later.
 *
 * <p>Of the images of one content the one with the smallest id, by {@link String#compareTo}, counts
 * as the first, whatever order they arrive in; every other is told of in a warning of the reason
 * {@value #LISTED} or {@value #DROPPED}. References are brought together by the first bits of their
 * digests: memory holds those of one bucket, a 4,096th of all when contents differ.
 */
public final class Deduplicate extends PTransform<PCollection<ImageReference>, PCollectionTuple> {
  private static final long serialVersionUID = 1;

  /** The reason of a warning about an image that stays. */
  public static final String LISTED = "duplicate";

  /** The reason of a warning about an image that was left out. */
  public static final String DROPPED = "duplicateDropped";

  /** The images that stay. */
  public static final TupleTag<ImageReference> IMAGES = new TupleTag<>("images") {};

  /** A warning for each image beyond the first of a content. */
  public static final TupleTag<ImageWarning> WARNINGS = new TupleTag<>("warnings") {};

  // A key is a bundle to some runners: 4,096 are few enough to cost little beside reading.
  private static final int BUCKET_DIGITS = 3;

  private static final TupleTag<KV<Integer, KV<String, ImageReference>>> READ =
      new TupleTag<>("read") {};
  private static final TupleTag<ImageReference> UNREADABLE = new TupleTag<>("unreadable") {};

  private final boolean drop;
  private final long maxBytes;
  private final PCollectionView<List<String>> labelNames;

  private Deduplicate(boolean drop, long maxBytes, PCollectionView<List<String>> labelNames) {
    this.drop = drop;
    this.maxBytes = maxBytes;
    this.labelNames = labelNames;
  }

  /**
   * Returns the transform.
   *
   * @param duplicates what becomes of them: {@link Duplicates#LIST} or {@link Duplicates#DROP}
   * @param maxBytes of one image
   * @param labelNames the names of the labels, by label
   */
  public static Deduplicate of(
      Duplicates duplicates, long maxBytes, PCollectionView<List<String>> labelNames) {
    if (duplicates == Duplicates.NONE) {
      throw new IllegalArgumentException("duplicates must be list or drop, but was: none");
    }
    return new Deduplicate(duplicates == Duplicates.DROP, maxBytes, labelNames);
  }

  @Override
  public PCollectionTuple expand(PCollection<ImageReference> images) {
    MessageCoder<ImageReference> coder = MessageCoder.of(ImageReference.class);
    PCollectionTuple contents =
        images
            // What is spooled can be read only when the task that wrote it has ended.
            .apply("Spooled", Spread.by(image -> image.getId().hashCode()))
            .apply(
                "Digest",
                ParDo.of(new DigestFn(maxBytes)).withOutputTags(READ, TupleTagList.of(UNREADABLE)));
    PCollectionTuple told =
        contents
            .get(READ)
            .setCoder(KvCoder.of(VarIntCoder.of(), KvCoder.of(StringUtf8Coder.of(), coder)))
            .apply("SameBits", GroupByKey.create())
            .apply(
                "Tell",
                ParDo.of(new TellFn(drop, labelNames))
                    .withSideInputs(labelNames)
                    .withOutputTags(IMAGES, TupleTagList.of(WARNINGS)));
    PCollection<ImageReference> kept =
        PCollectionList.of(told.get(IMAGES).setCoder(coder))
            .and(contents.get(UNREADABLE).setCoder(coder))
            .apply("Kept", Flatten.pCollections());
    return PCollectionTuple.of(IMAGES, kept)
        .and(WARNINGS, told.get(WARNINGS).setCoder(MessageCoder.of(ImageWarning.class)));
  }

  static final class DigestFn
      extends DoFn<ImageReference, KV<Integer, KV<String, ImageReference>>> {
    private static final long serialVersionUID = 1;

    private final long maxBytes;
    private transient ContentReader reader;

    DigestFn(long maxBytes) {
      this.maxBytes = maxBytes;
    }

    @Setup
    public void setup() {
      reader = ContentReader.upTo(maxBytes);
    }

    @Teardown
    public void teardown() throws IOException {
      if (reader != null) {
        reader.close();
      }
    }

    @ProcessElement
    public void process(@Element ImageReference image, MultiOutputReceiver out) throws IOException {
      ImageContent content = reader.read(image);
      ContentDigest.of(content)
          .ifPresentOrElse(
              digest -> out.get(READ).output(keyed(digest + shape(content), image)),
              () -> out.get(UNREADABLE).output(image));
    }

    /** Equal bytes of pixels in another shape are another image. */
    private static String shape(ImageContent content) {
      return content instanceof ImageContent.Raw raw
          ? " " + raw.width() + " " + raw.height() + " " + raw.channels()
          : "";
    }

    private static KV<Integer, KV<String, ImageReference>> keyed(
        String digest, ImageReference image) {
      int bucket = Integer.parseInt(digest.substring(0, BUCKET_DIGITS), 16);
      return KV.of(bucket, KV.of(digest, image));
    }
  }

  private static final class TellFn
      extends DoFn<KV<Integer, Iterable<KV<String, ImageReference>>>, ImageReference> {
    private static final long serialVersionUID = 1;

    private final boolean drop;
    private final PCollectionView<List<String>> labelNames;

    TellFn(boolean drop, PCollectionView<List<String>> labelNames) {
      this.drop = drop;
      this.labelNames = labelNames;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      DuplicateWarnings warnings = new DuplicateWarnings(drop, context.sideInput(labelNames));
      for (List<ImageReference> same : EqualImages.byContent(context.element().getValue())) {
        ImageReference first = same.get(0);
        context.output(first);
        for (ImageReference other : same.subList(1, same.size())) {
          if (!drop) {
            context.output(other);
          }
          context.output(WARNINGS, warnings.of(other, first));
        }
      }
    }
  }
}
