package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ContentReader;
import java.io.IOException;
import java.util.TreeMap;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;

/** A chunk's references to what it would be made from: bytes are read and hashed, not decoded. */
final class ReadChunkInput implements AutoCloseable {
  private final long seed;
  private final ContentReader reader;
  private final Counter compared = Metrics.counter(RunCounters.NAMESPACE, RunCounters.COMPARED);

  /**
   * @param seed of the order
   * @param maxBytes of one image, as where it will be decoded
   */
  ReadChunkInput(long seed, long maxBytes) {
    this.seed = seed;
    this.reader = ContentReader.upTo(maxBytes);
  }

  /**
   * Reads.
   *
   * @throws DuplicateImageException if two images have one id
   */
  ChunkInput read(int chunk, Iterable<ImageReference> references) throws IOException {
    InputLines lines = new InputLines();
    TreeMap<String, String> uris = new TreeMap<>();
    for (ImageReference image : ChunkOrder.of(seed, references)) {
      lines.add(image, reader.read(image));
      uris.put(image.getId(), image.getUri());
      compared.inc();
    }
    return new ChunkInput(chunk, lines.toString(), uris);
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
