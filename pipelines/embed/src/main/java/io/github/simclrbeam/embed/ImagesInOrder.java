package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.BadImage;
import io.github.simclrbeam.beam.ChunkOrder;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.ReadImage;
import io.github.simclrbeam.beam.ReadOutcome;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.util.OptionalInt;

/** References of one shard, in any order, to prepared images in the order of their hashes. */
final class ImagesInOrder implements AutoCloseable {
  /** Of the order; not of the weights, so that the rows of all seeds stand in one order. */
  static final long ORDER_SEED = 0;

  private final ReadImage readImage;
  private final Preparation preparation;

  ImagesInOrder(Preprocessing preprocessing, DecodeSettings decode) {
    readImage = ReadImage.withChannels(preprocessing.getChannels(), decode);
    preparation = new Preparation(preprocessing);
  }

  /**
   * Returns the shard's images.
   *
   * @throws io.github.simclrbeam.beam.DuplicateImageException if two have one id
   */
  EmbedShard.Images of(Iterable<ImageReference> references) {
    return receiver -> {
      for (ImageReference reference : ChunkOrder.of(ORDER_SEED, references)) {
        ReadOutcome outcome = readImage.read(reference, preparation.reductions());
        if (outcome instanceof DecodedImage image) {
          receiver.decoded(image);
          receiver.image(prepared(image));
        } else if (outcome instanceof BadImage bad) {
          receiver.deadLetter(bad.deadLetter());
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    readImage.close();
  }

  private PreparedImage prepared(DecodedImage image) throws IOException {
    ImageReference reference = image.reference();
    try {
      return new PreparedImage(
          reference.getId(),
          reference.getUri(),
          image.contentDigest(),
          reference.hasLabel() ? OptionalInt.of(reference.getLabel()) : OptionalInt.empty(),
          preparation.prepare(image));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "preparing failed: %s (%s): %s"
              .formatted(reference.getId(), reference.getUri(), e.getMessage()),
          e);
    }
  }
}
