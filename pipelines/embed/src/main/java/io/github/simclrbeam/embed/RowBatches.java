package io.github.simclrbeam.embed;

import io.github.simclrbeam.embeddings.EmbeddingRow;
import io.github.simclrbeam.embeddings.EmbeddingWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers prepared images into batches of one size, in order, and writes their rows. Memory is one
 * batch. Not thread-safe.
 */
final class RowBatches {
  private final Features features;
  private final int imageBytes;
  private final EmbeddingWriter writer;
  private final byte[] batch;
  private final int batchSize;
  private final List<PreparedImage> waiting = new ArrayList<>();

  RowBatches(Features features, FeatureSpec spec, EmbeddingWriter writer) {
    this.features = features;
    this.imageBytes = spec.imageBytes();
    this.writer = writer;
    this.batchSize = spec.batchSize();
    this.batch = new byte[Math.multiplyExact(batchSize, imageBytes)];
  }

  void add(PreparedImage image) throws IOException {
    System.arraycopy(image.hwc(), 0, batch, waiting.size() * imageBytes, imageBytes);
    waiting.add(image);
    if (waiting.size() == batchSize) {
      flush();
    }
  }

  /** Writes the rows of the images that wait; the batch is filled up with black images. */
  void flush() throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    Arrays.fill(batch, waiting.size() * imageBytes, batch.length, (byte) 0);
    float[][] rows = features.rows(batch, waiting.size());
    for (int i = 0; i < rows.length; i++) {
      PreparedImage image = waiting.get(i);
      writer.write(
          new EmbeddingRow(image.id(), image.uri(), image.contentDigest(), image.label(), rows[i]));
    }
    waiting.clear();
  }
}
