package io.github.simclrbeam.embeddings;

import io.github.simclrbeam.parquet.ColumnValues;
import io.github.simclrbeam.parquet.CorruptParquetException;
import io.github.simclrbeam.parquet.ParquetTable;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.IOException;
import java.util.function.Consumer;

/** Rows of a Parquet file, ours or anyone's. */
record ParquetSource(String uri) implements RowSource {

  /** Gives every row in file order. A file without ids numbers its rows from 0. */
  @Override
  public void forEach(Consumer<EmbeddingRow> rows) throws IOException {
    try (ParquetTable table = ParquetTable.open(uri)) {
      ParquetColumns columns = ParquetColumns.of(table.schema(), uri);
      for (int group = 0; group < table.rowGroups(); group++) {
        read(table, group, columns, rows);
      }
    } catch (IncompatibleFormatException e) {
      throw e;
    } catch (CorruptParquetException e) {
      CorruptShardException corrupt =
          new CorruptShardException(uri, -1, "not a readable Parquet file: " + e.problem());
      corrupt.initCause(e);
      throw corrupt;
    } catch (IOException e) {
      throw new IOException("cannot read %s: %s".formatted(uri, e.getMessage()), e);
    }
  }

  private void read(
      ParquetTable table, int group, ParquetColumns columns, Consumer<EmbeddingRow> rows)
      throws IOException {
    ColumnValues ids = values(table, group, columns, "id");
    ColumnValues uris = values(table, group, columns, "uri");
    ColumnValues digests = values(table, group, columns, "contentDigest");
    ColumnValues labels = values(table, group, columns, "label");
    ParquetNumbers embeddings = new ParquetNumbers(values(table, group, columns, "embedding"));
    long first = table.firstRow(group);
    for (long row = first; row < first + table.rows(group); row++) {
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

  private static ColumnValues values(
      ParquetTable table, int group, ParquetColumns columns, String name) throws IOException {
    return columns.has(name) ? table.values(group, columns.path(name)) : null;
  }
}
