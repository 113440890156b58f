package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnReadStore;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.FileMetaData;
import org.apache.parquet.schema.MessageType;

/** Rows of a Parquet file, ours or anyone's. */
record ParquetSource(String uri) implements RowSource {

  /** Gives every row in file order. A file without ids numbers its rows from 0. */
  @Override
  public void forEach(Consumer<EmbeddingRow> rows) throws IOException {
    ParquetReadOptions options =
        ParquetReadOptions.builder(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .usePageChecksumVerification()
            .build();
    StoredInputFile file = StoredInputFile.of(uri);
    try (ParquetFileReader reader = ParquetFileReader.open(file, options)) {
      FileMetaData metaData = reader.getFooter().getFileMetaData();
      ParquetColumns columns = ParquetColumns.of(metaData.getSchema(), uri);
      reader.setRequestedSchema(columns.projection());
      long first = 0;
      PageReadStore pages = reader.readNextRowGroup();
      while (pages != null) {
        read(pages, columns, metaData.getCreatedBy(), first, rows);
        first += pages.getRowCount();
        pages = reader.readNextRowGroup();
      }
    } catch (IncompatibleFormatException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot read %s: %s".formatted(uri, firstLine(e)), e);
    } catch (RuntimeException e) {
      // The library reports damage in a dozen ways.
      CorruptShardException corrupt =
          new CorruptShardException(uri, -1, "not a readable Parquet file: " + firstLine(e));
      corrupt.initCause(e);
      throw corrupt;
    }
  }

  private void read(
      PageReadStore pages,
      ParquetColumns columns,
      String createdBy,
      long first,
      Consumer<EmbeddingRow> rows)
      throws IOException {
    MessageType schema = columns.projection();
    ColumnReadStore store =
        new ColumnReadStoreImpl(pages, NoConversion.of(schema), schema, createdBy);
    ColumnReader ids = column(store, columns, "id");
    ColumnReader uris = column(store, columns, "uri");
    ColumnReader digests = column(store, columns, "contentDigest");
    ColumnReader labels = column(store, columns, "label");
    long values = pages.getPageReader(columns.leaf("embedding")).getTotalValueCount();
    ParquetNumbers embeddings = new ParquetNumbers(column(store, columns, "embedding"), values);
    for (long row = first; row < first + pages.getRowCount(); row++) {
      try {
        rows.accept(
            new EmbeddingRow(
                ParquetCells.text(ids, Long.toString(row)),
                ParquetCells.text(uris, ""),
                ParquetCells.text(digests, ""),
                ParquetCells.label(labels),
                embeddings.next()));
      } catch (IllegalArgumentException e) {
        throw RowSource.refused(uri, row, e);
      }
    }
  }

  private static ColumnReader column(ColumnReadStore store, ParquetColumns columns, String name) {
    return columns.has(name) ? store.getColumnReader(columns.leaf(name)) : null;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
