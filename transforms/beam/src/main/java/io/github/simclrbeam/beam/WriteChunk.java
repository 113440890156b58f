package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.ViewRecord;
import io.github.simclrbeam.sources.ImageContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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
  private final WorkSettings work;
  private final FinishedChunks finished;
  private final ReadImage readImage;
  private final MakeViews makeViews;
  private final Counter images = Metrics.counter(RunCounters.NAMESPACE, RunCounters.IMAGES);
  private final Counter bytes = Metrics.counter(RunCounters.NAMESPACE, RunCounters.BYTES);
  private final Counter views = Metrics.counter(RunCounters.NAMESPACE, RunCounters.VIEWS);

  WriteChunk(ViewSettings settings, DecodeSettings decode, ShardDestination destination) {
    this.settings = settings;
    this.destination = destination;
    this.work = new WorkSettings(settings, decode);
    this.finished = new FinishedChunks(destination.temporaryDirectory());
    this.readImage = ReadImage.withChannels(settings.channels(), decode);
    this.makeViews = MakeViews.with(settings);
  }

  /**
   * Writes the chunk, every call to a file of its own, and then writes down that it is finished.
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
    InputLines inputLines = new InputLines();
    DecoderCounts decoders = new DecoderCounts();
    List<DeadLetter> letters = new ArrayList<>();
    List<ImageWarning> warned = new ArrayList<>();
    long labelled = 0;
    TfRecordWriter writer =
        new TfRecordWriter(new BufferedOutputStream(StoredFile.create(uri), BUFFER_BYTES));
    try (writer) {
      for (ImageReference reference : ordered) {
        images.inc();
        ImageContent content = readImage.content(reference);
        ReadOutcome outcome =
            readImage.outcome(reference, content, makeViews.reductions(reference.getId()));
        if (outcome instanceof DecodedImage image) {
          writer.write(record(image).toBytes());
          decoders.add(image);
          labelled += reference.hasLabel() ? 1 : 0;
          warned.addAll(image.warnings());
          inputLines.addContent(reference, image.contentDigest());
        } else if (outcome instanceof BadImage bad) {
          count(bad.deadLetter());
          letters.add(bad.deadLetter());
          inputLines.add(reference, content);
        }
      }
    }
    ChunkFile file =
        new ChunkFile(
            shard,
            chunk,
            uri,
            writer.records(),
            writer.bytes(),
            writer.crc32c(),
            inputLines.toString(),
            decoders,
            labelled,
            FaultCounts.of(letters, warned));
    finished.write(work.chunkDigest(file.inputLines()), file, letters, warned);
    letters.forEach(deadLetters);
    warned.forEach(warnings);
    return file;
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
