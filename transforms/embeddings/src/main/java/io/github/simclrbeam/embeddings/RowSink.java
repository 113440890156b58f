package io.github.simclrbeam.embeddings;

import java.io.Closeable;
import java.io.IOException;

/** Where rows of one file go; closing completes the file and closes its stream. */
interface RowSink extends Closeable {
  void write(EmbeddingRow row) throws IOException;
}
