package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.TfRecordReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/** Rows of a TFRecord file of Example. */
record TfRecordSource(String uri) implements RowSource {

  @Override
  public void forEach(Consumer<EmbeddingRow> rows) throws IOException {
    try (TfRecordReader records =
        new TfRecordReader(
            new BufferedInputStream(StoredFile.open(uri), 1 << 16), uri, StoredFile.size(uri))) {
      for (Optional<byte[]> data = records.next(); data.isPresent(); data = records.next()) {
        EmbeddingRow row;
        try {
          row = ExampleRows.parse(data.get());
        } catch (IllegalArgumentException e) {
          throw new CorruptShardException(uri, records.recordOffset(), e.getMessage());
        }
        try {
          rows.accept(row);
        } catch (IllegalArgumentException e) {
          throw RowSource.refused(uri, records.records() - 1, e);
        }
      }
    }
  }
}
