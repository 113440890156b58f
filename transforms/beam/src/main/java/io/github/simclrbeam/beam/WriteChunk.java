package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * A chunk's references to its temporary file: images are read, augmented and written one by one, so
 * that memory holds one record. Not thread-safe.
 */
final class WriteChunk implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 18;

  private final ViewSettings settings;
  private final ShardDestination destination;
  private final ReadImage readImage;
  private final MakeViews makeViews;
  private final Counter images = Metrics.counter(RunCounters.NAMESPACE, RunCounters.IMAGES);
  private final Counter bytes = Metrics.counter(RunCounters.NAMESPACE, RunCounters.BYTES);
  private final Counter views = Metrics.counter(RunCounters.NAMESPACE, RunCounters.VIEWS);

  WriteChunk(ViewSettings settings, DecodeSettings decode, ShardDestination destination) {
    this.settings = settings;
    this.destination = destination;
    this.readImage = ReadImage.withChannels(settings.channels(), decode);
    this.makeViews = MakeViews.with(settings);
  }

  /**
   * Writes the chunk; every call to a file of its own.
   *
   * @param deadLetters takes the images that could not be used
   * @param warnings takes what was wrong with images that could
   * @throws DuplicateImageException if two images have one id
   */
  ChunkFile write(
      int shard,
      int chunk,
      Iterable<ImageReference> references,
      Consumer<DeadLetter> deadLetters,
      Consumer<ImageWarning> warnings)
      throws IOException {
    List<ImageReference> ordered = ChunkOrder.of(settings.seed(), references);
    String uri = destination.newTemporaryFile("chunk-" + chunk);
    StringBuilder inputLines = new StringBuilder();
    DecoderCounts decoders = new DecoderCounts();
    long labelled = 0;
    try (TfRecordWriter writer =
        new TfRecordWriter(new BufferedOutputStream(StoredFile.create(uri), BUFFER_BYTES))) {
      for (ImageReference reference : ordered) {
        images.inc();
        ReadOutcome outcome = readImage.read(reference);
        if (outcome instanceof DecodedImage image) {
          writer.write(record(image).toBytes());
          decoders.add(image);
          labelled += reference.hasLabel() ? 1 : 0;
          image.warnings().forEach(warnings);
          inputLines.append(reference.getId()).append(' ');
          inputLines.append(image.contentDigest()).append('\n');
        } else if (outcome instanceof BadImage bad) {
          count(bad.deadLetter());
          deadLetters.accept(bad.deadLetter());
        }
      }
      return new ChunkFile(
          shard,
          chunk,
          uri,
          writer.records(),
          writer.bytes(),
          writer.crc32c(),
          inputLines.toString(),
          decoders,
          labelled);
    }
  }

  @Override
  public void close() throws IOException {
    readImage.close();
  }

  private ViewRecord record(DecodedImage image) {
    bytes.inc(image.bytes());
    views.inc(settings.viewsPerImage());
    try {
      return makeViews.of(image);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "making views failed: %s (%s)"
              .formatted(image.reference().getId(), image.reference().getUri()),
          e);
    }
  }

  private static void count(DeadLetter letter) {
    Metrics.counter(RunCounters.NAMESPACE, RunCounters.DEAD_LETTERS + letter.getReason()).inc();
  }
}
