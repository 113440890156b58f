package io.github.simclrbeam.sources;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.parquet.CorruptParquetException;
import io.github.simclrbeam.parquet.ParquetTable;
import io.github.simclrbeam.proto.Fault;
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
    if (path.isEmpty()) {
      return image.setFault(noImage("row %d has neither bytes nor a path".formatted(row))).build();
    }
    if (path.indexOf('\0') >= 0) {
      return image
          .setFault(noImage("row %d has no bytes, and a NUL in its path".formatted(row)))
          .build();
    }
    try {
      return image.setUri(ManifestUris.resolve(file.uri(), path)).setWholeFile(true).build();
    } catch (IllegalArgumentException e) {
      return image
          .setFault(noImage("row %d has no bytes, and %s".formatted(row, e.getMessage())))
          .build();
    }
  }

  private static Fault noImage(String message) {
    return FaultReasons.fault(FaultReasons.NO_IMAGE, message, -1, 0);
  }

  /**
   * Returns the label's name; a negative number is none. Tables make fractions of whole numbers
   * where some are absent, and NaN of those.
   */
  private String label(long row, Object cell) throws UnusableInputException {
    if (cell instanceof Double fraction) {
      long whole = fraction.longValue();
      if (fraction.isNaN() || fraction < 0) {
        return "";
      }
      return whole == fraction && whole < Long.MAX_VALUE ? name(row, whole) : text(cell);
    }
    if (cell instanceof Long number) {
      return number < 0 ? "" : name(row, number);
    }
    String text = text(cell);
    return text.matches("-[0-9]+") ? "" : text;
  }

  private String name(long row, long number) throws UnusableInputException {
    if (!names.isEmpty() && number >= names.size()) {
      throw new UnusableInputException(
          "row %d of %s has label %d, but there are %d class names"
              .formatted(row, file.uri(), number, names.size()));
    }
    return names.isEmpty() ? Long.toString(number) : names.get((int) number);
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
    return NumberedId.of(file.path(), row, 8);
  }
}
