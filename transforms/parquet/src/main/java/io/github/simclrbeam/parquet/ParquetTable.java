package io.github.simclrbeam.parquet;

import io.github.simclrbeam.files.StoredFile;
import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;

/**
 * Any Parquet file, read by column: pages of both versions, all encodings, uncompressed or as
 * Snappy, gzip, Zstandard or raw LZ4; page checksums are verified. Sizes are checked against the
 * file's length before memory is taken for them. Not thread-safe.
 *
 * <p>Source: the <a href="https://parquet.apache.org/docs/file-format/">Parquet format</a>.
 */
public final class ParquetTable implements Closeable {
  private final FileBytes file;
  private final TableFooter footer;

  private ParquetTable(FileBytes file, TableFooter footer) {
    this.file = file;
    this.footer = footer;
  }

  /**
   * Opens a file and reads its footer.
   *
   * @param uri a file on any file system that Beam reads and that can seek
   * @throws FileNotFoundException if there is none
   * @throws CorruptParquetException if it is no Parquet file, is encrypted, or its footer lies
   */
  public static ParquetTable open(String uri) throws IOException {
    SeekableByteChannel channel = StoredFile.openSeekable(uri);
    try {
      FileBytes file = new FileBytes(channel, uri, channel.size());
      return new ParquetTable(file, TableFooter.read(file));
    } catch (IOException | RuntimeException e) {
      channel.close();
      // The library reports damage in a dozen ways.
      throw e instanceof IOException io ? io : CorruptParquetException.of(uri, "", e);
    }
  }

  /** Returns how many row groups there are; 0 or more. */
  public int rowGroups() {
    return footer.groups().size();
  }

  /** Returns how many rows a row group has, 0 or more. */
  public long rows(int group) {
    return footer.groups().get(group).rows();
  }

  /** Returns the number in the file, from 0, of a row group's first row. */
  public long firstRow(int group) {
    return footer.groups().get(group).first();
  }

  /** Returns how many rows the file has. */
  public long rows() {
    return footer.groups().stream().mapToLong(TableFooter.Group::rows).sum();
  }

  /** Returns the file's schema. */
  public MessageType schema() {
    return footer.schema();
  }

  /** Returns the columns that have values, in the file's order. */
  public List<ParquetColumn> columns() {
    return footer.schema().getColumns().stream().map(ParquetColumn::of).toList();
  }

  /** Returns the column of this path, if there is one: {@code column("image.bytes")}. */
  public Optional<ParquetColumn> column(String path) {
    return columns().stream().filter(column -> column.path().equals(path)).findFirst();
  }

  /** Returns what the file says under this key ({@code huggingface}, {@code pandas}, ...). */
  public Optional<String> metadata(String key) {
    return Optional.ofNullable(footer.metadata().get(key));
  }

  /**
   * Gives the rows of one row group in order. In memory is one page of each column (compressed and
   * not) and its dictionary, at most the pages of one row group: writers often make one page of all
   * images in a row group.
   *
   * @param columns paths of columns that are not repeated
   * @throws IllegalArgumentException if a column is not there or is repeated
   * @throws CorruptParquetException if a page is damaged or lies; the rows before it were given
   */
  public void read(int group, List<String> columns, RowReceiver rows) throws IOException {
    List<ColumnValues> cursors = new ArrayList<>();
    for (String path : columns) {
      if (column(path).filter(ParquetColumn::repeated).isPresent()) {
        throw new IllegalArgumentException(
            "column %s must have one value a row, but is a list or a map (%s)"
                .formatted(path, file.uri()));
      }
      cursors.add(values(group, path));
    }
    for (long row = 0; row < rows(group); row++) {
      Object[] values = new Object[cursors.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = cursors.get(i).value();
        cursors.get(i).next();
      }
      rows.accept(firstRow(group) + row, values);
    }
  }

  /**
   * Returns a cursor over one column of one row group, repeated or not.
   *
   * @throws IllegalArgumentException if there is no such column
   * @throws CorruptParquetException if its first page is damaged or lies
   */
  public ColumnValues values(int group, String path) throws IOException {
    List<String> paths = columns().stream().map(ParquetColumn::path).toList();
    int index = paths.indexOf(path);
    if (index < 0) {
      throw new IllegalArgumentException(
          "column %s is missing; there are: %s (%s)".formatted(path, paths, file.uri()));
    }
    return new ColumnValues(file, footer.groups().get(group).chunks().get(index), group);
  }

  @Override
  public void close() throws IOException {
    file.channel().close();
  }
}
