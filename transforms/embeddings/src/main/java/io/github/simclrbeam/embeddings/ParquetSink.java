package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.parquet.ParquetRowWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Rows as Parquet. */
record ParquetSink(ParquetRowWriter<EmbeddingRow> rows) implements RowSink {
  /** A row group is held in memory until it is full, one for each shard being written. */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  /**
   * A dictionary makes pixels (256 different numbers) a quarter as large, and does nothing but cost
   * time for embeddings, whose numbers soon fill it.
   */
  private static final int DICTIONARY_BYTES = 4_096 * Float.BYTES;

  static ParquetSink open(OutputStream out) throws IOException {
    return new ParquetSink(
        ParquetRowWriter.open(out, new ParquetRowWriting(), ROW_GROUP_BYTES, DICTIONARY_BYTES));
  }

  @Override
  public void write(EmbeddingRow row) throws IOException {
    rows.write(row);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
