package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.proto.EmbeddingShard;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes one file of embeddings. Equal rows in equal order give equal bytes. Not thread-safe.
 *
 * <p>TFRecord: a {@code tf.train.Example} a row with the features {@code id}, {@code uri}, {@code
 * contentDigest} (bytes, UTF-8), {@code label} (int64, absent when unlabelled) and {@code
 * embedding} (floats). Parquet: columns of the same names, string, string, string, int32 (null when
 * unlabelled) and list of float.
 */
public final class EmbeddingWriter implements AutoCloseable {
  private final CountedOutputStream out;
  private final RowSink sink;
  private final int dimension;
  private long records;
  private boolean closed;

  private EmbeddingWriter(CountedOutputStream out, RowSink sink, int dimension) {
    this.out = out;
    this.sink = sink;
    this.dimension = dimension;
  }

  /**
   * Starts a file.
   *
   * @param stream the file from its start; {@link #close} closes it
   * @param format "parquet" or "tfrecord"
   * @param dimension the length of every embedding, >= 1
   */
  public static EmbeddingWriter open(OutputStream stream, String format, int dimension)
      throws IOException {
    if (dimension < 1) {
      throw new IllegalArgumentException("dimension must be at least 1, but was: " + dimension);
    }
    CountedOutputStream out = new CountedOutputStream(new BufferedOutputStream(stream, 1 << 16));
    RowSink sink =
        switch (EmbeddingFormat.named(format)) {
          case PARQUET -> ParquetSink.open(out);
          case TFRECORD -> new TfRecordSink(out);
        };
    return new EmbeddingWriter(out, sink, dimension);
  }

  /**
   * Appends a row.
   *
   * @throws IllegalArgumentException if its embedding has another length
   */
  public void write(EmbeddingRow row) throws IOException {
    if (row.embedding().length != dimension) {
      throw new IllegalArgumentException(
          "embedding must have %d numbers, but had: %d (%s)"
              .formatted(dimension, row.embedding().length, row.id()));
    }
    sink.write(row);
    records++;
  }

  /** Completes the file and closes the stream. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      sink.close();
    }
  }

  /**
   * Returns what a manifest states about the file.
   *
   * @throws IllegalStateException before {@link #close}
   */
  public EmbeddingShard shard(String fileName) {
    if (!closed) {
      throw new IllegalStateException("the file must be closed first (" + fileName + ")");
    }
    return EmbeddingShard.newBuilder()
        .setFile(fileName)
        .setRecords(records)
        .setBytes(out.bytes())
        .setCrc32C(out.crc32c())
        .build();
  }
}
