package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.shards.TfRecordWriter;
import java.io.IOException;
import java.io.OutputStream;

/** Rows as TFRecord of Example. */
final class TfRecordSink implements RowSink {
  private final TfRecordWriter records;

  TfRecordSink(OutputStream out) {
    this.records = new TfRecordWriter(out);
  }

  @Override
  public void write(EmbeddingRow row) throws IOException {
    records.write(ExampleRows.toBytes(row));
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
