package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.parquet.CorruptParquetException;
import io.github.simclrbeam.parquet.ParquetTable;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One row group of a table.
 *
 * @param names of the labels by number; empty when labels are names, or numbers without names
 */
record ParquetRows(
    FileEntry file, int group, ParquetColumns columns, SourceSettings settings, List<String> names)
    implements SourcePart {

  @Override
  public void forEach(ImageReceiver receiver) throws IOException {
    List<String> read = columns.read();
    long[] next = {0};
    try (ParquetTable table = ParquetTable.open(file.uri())) {
      next[0] = table.firstRow(group);
      try {
        table.read(
            group,
            read,
            (row, values) -> {
              next[0] = row + 1;
              Row cells = new Row(read, values);
              if (isWanted(cells)) {
                receiver.accept(reference(row, cells));
              }
            });
      } catch (CorruptParquetException e) {
        receiver.accept(rest(next[0], table.firstRow(group) + table.rows(group), e));
      }
    } catch (CorruptParquetException e) {
      throw new UnusableInputException("%s cannot be read: %s".formatted(file.uri(), e.problem()));
    }
  }

  /** Returns a cell as text; empty when there is no value. */
  static String text(Object cell) {
    if (cell == null) {
      return "";
    }
    return cell instanceof byte[] bytes
        ? new String(bytes, StandardCharsets.UTF_8)
        : cell.toString();
  }

  /** The cells of a row by column. */
  @SuppressWarnings("ArrayRecordComponent") // Carriers: never compared.
  private record Row(List<String> columns, Object[] values) {
    Object of(String column) {
      int index = columns.indexOf(column);
      return index < 0 ? null : values[index];
    }
  }

  private boolean isWanted(Row cells) {
    return columns.split().isEmpty()
        || RowSplits.takes(FileSplits.word(text(cells.of(columns.split()))), settings);
  }

  private ImageReference reference(long row, Row cells) throws UnusableInputException {
    String id = text(cells.of(columns.id()));
    ImageReference.Builder image =
        ImageReference.newBuilder()
            .setId(id.isEmpty() ? rowId(row) : settings.id(file.path(), id))
            .setUri(file.uri())
            .setLabelName(label(row, cells.of(columns.label())));
    String path = text(cells.of(columns.path()));
    if (cells.of(columns.bytes()) instanceof byte[] bytes) {
      return image.setCarriedEncoded(ByteString.copyFrom(bytes)).build();
    }
    if (!path.isEmpty()) {
      boolean absolute = path.startsWith("/") || !Uris.isLocal(path);
      String uri = absolute ? path : Uris.resolve(Uris.parent(file.uri()), path);
      return image.setUri(uri).setWholeFile(true).build();
    }
    return image
        .setFault(
            FaultReasons.fault(
                FaultReasons.NO_IMAGE, "row %d has neither bytes nor a path".formatted(row), -1, 0))
        .build();
  }

  /** Returns the label's name; a negative number is none. */
  private String label(long row, Object cell) throws UnusableInputException {
    if (!(cell instanceof Long number)) {
      return text(cell);
    }
    if (number < 0) {
      return "";
    }
    if (!names.isEmpty() && number >= names.size()) {
      throw new UnusableInputException(
          "row %d of %s has label %d, but there are %d class names"
              .formatted(row, file.uri(), number, names.size()));
    }
    return names.isEmpty() ? number.toString() : names.get(number.intValue());
  }

  private ImageReference rest(long from, long to, CorruptParquetException e) {
    return ImageReference.newBuilder()
        .setId(rowId(from))
        .setUri(file.uri())
        .setFault(
            FaultReasons.fault(
                FaultReasons.CORRUPT,
                "rows %d to %d cannot be read: %s".formatted(from, to - 1, e.problem()),
                -1,
                -1))
        .build();
  }

  private String rowId(long row) {
    return file.path() + "#%08d".formatted(row);
  }
}
