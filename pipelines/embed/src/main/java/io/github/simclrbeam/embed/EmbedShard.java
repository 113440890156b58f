package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.DecoderCounts;
import io.github.simclrbeam.beam.RunCounters;
import io.github.simclrbeam.embeddings.EmbeddingWriter;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** One shard's images to its temporary file. Not thread-safe; close it when done. */
final class EmbedShard implements AutoCloseable {
  private final FeatureSpec spec;
  private final EmbeddingDestination destination;
  private final Features features;
  private final Counter images = Metrics.counter(RunCounters.NAMESPACE, RunCounters.IMAGES);

  /** Takes what comes out of a shard's images. */
  interface Receiver {
    /** Is told how an image was got, before the image; views of shards are not told of. */
    void decoded(DecodedImage image);

    void image(PreparedImage image) throws IOException;

    void deadLetter(DeadLetter letter);
  }

  /** Hands out the images of one shard in their order. */
  @FunctionalInterface
  interface Images {
    void forEach(Receiver receiver) throws IOException;
  }

  EmbedShard(FeatureSpec spec, EmbeddingDestination destination, Features features) {
    this.spec = spec;
    this.destination = destination;
    this.features = features;
  }

  /**
   * Embeds the shard; every call to a file of its own.
   *
   * @param deadLetters takes the images that could not be used
   * @param warnings takes what was wrong with images that could
   */
  EmbeddingFile write(
      int shard, Images source, Consumer<DeadLetter> deadLetters, Consumer<ImageWarning> warnings)
      throws IOException {
    String uri = destination.newTemporaryFile(shard);
    EmbeddingWriter writer =
        EmbeddingWriter.open(
            StoredFile.create(uri), destination.format().toString(), spec.dimension());
    long[] seen = new long[1];
    DecoderCounts decoders = new DecoderCounts();
    try (writer) {
      RowBatches batches = new RowBatches(features, spec, writer);
      source.forEach(
          new Receiver() {
            @Override
            public void decoded(DecodedImage image) {
              decoders.add(image);
              image.warnings().forEach(warnings);
            }

            @Override
            public void image(PreparedImage image) throws IOException {
              seen[0]++;
              images.inc();
              batches.add(image);
            }

            @Override
            public void deadLetter(DeadLetter letter) {
              seen[0]++;
              images.inc();
              Metrics.counter(RunCounters.NAMESPACE, RunCounters.DEAD_LETTERS + letter.getReason())
                  .inc();
              deadLetters.accept(letter);
            }
          });
      batches.flush();
    }
    return new EmbeddingFile(
        shard, uri, writer.shard(""), seen[0], decoders, features.before(), features.now());
  }

  @Override
  public void close() {
    features.close();
  }
}
