package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ContentReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;

/**
 * Keeps the images of one {@link ContentSplit}. Reads every image once more, without decoding it.
 * What cannot be read belongs to the split that its id falls to, so that it is a dead letter of one
 * split only.
 */
final class SplitByContent
    extends PTransform<PCollection<ImageReference>, PCollection<ImageReference>> {
  private static final long serialVersionUID = 1;

  private final ContentSplit split;
  private final long maxBytes;

  SplitByContent(ContentSplit split, long maxBytes) {
    this.split = split;
    this.maxBytes = maxBytes;
  }

  @Override
  public PCollection<ImageReference> expand(PCollection<ImageReference> images) {
    return images
        // What is spooled can be read only when the task that wrote it has ended.
        .apply("Spooled", Spread.by(image -> image.getId().hashCode()))
        .apply("Split", ParDo.of(new SplitFn(split, maxBytes)))
        .setCoder(MessageCoder.of(ImageReference.class));
  }

  static final class SplitFn extends DoFn<ImageReference, ImageReference> {
    private static final long serialVersionUID = 1;

    private final ContentSplit split;
    private final long maxBytes;
    private transient ContentReader reader;

    SplitFn(ContentSplit split, long maxBytes) {
      this.split = split;
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
    public void process(@Element ImageReference image, OutputReceiver<ImageReference> out)
        throws IOException {
      if (takes(split, reader, image)) {
        out.output(image);
      }
    }
  }

  /** Reads an image and returns whether the split takes it. */
  static boolean takes(ContentSplit split, ContentReader reader, ImageReference image)
      throws IOException {
    return split.takes(
        ContentDigest.of(reader.read(image))
            .orElseGet(() -> ContentDigest.of(image.getId().getBytes(StandardCharsets.UTF_8))));
  }
}
