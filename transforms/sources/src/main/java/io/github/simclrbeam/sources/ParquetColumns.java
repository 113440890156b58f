package io.github.simclrbeam.sources;

import io.github.simclrbeam.parquet.ParquetColumn;
import io.github.simclrbeam.parquet.ParquetTable;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Which columns of a table say what. A text is empty where there is no such column.
 *
 * @param bytes of the encoded image
 * @param path of the image's file, used where there are no bytes
 * @param label a class's number or name
 * @param id of the image
 * @param split of the row
 */
record ParquetColumns(String bytes, String path, String label, String id, String split)
    implements Serializable {
  private static final List<String> IMAGES =
      List.of(
          "image",
          "img",
          "jpg",
          "jpeg",
          "png",
          "webp",
          "picture",
          "photo",
          "image_bytes",
          "bytes",
          "content",
          "encoded");
  private static final List<String> LABELS =
      List.of(
          "label",
          "labels",
          "class",
          "fine_label",
          "class_name",
          "label_name",
          "cls",
          "category",
          "target",
          "y");
  private static final List<String> IDS = List.of("id", "image_id", "__key__", "key", "uid");
  private static final List<String> SPLITS = List.of("split", "subset");

  /**
   * Finds them.
   *
   * @throws UnusableInputException if there is no column of images, or none of a name that the user
   *     gave; lists those that there are
   */
  static ParquetColumns of(ParquetTable table, String uri, SourceSettings settings)
      throws UnusableInputException {
    List<String> plain =
        table.columns().stream().filter(c -> !c.repeated()).map(ParquetColumn::path).toList();
    String bytes = "";
    String path = "";
    for (String name : settings.imageColumn().isEmpty() ? IMAGES : given(settings)) {
      if (bytes.isEmpty() && path.isEmpty()) {
        bytes = binary(table, name, plain);
        path = plain.contains(name + ".path") ? name + ".path" : "";
      }
    }
    if (bytes.isEmpty() && path.isEmpty()) {
      throw missing("image", settings.imageColumn(), "--imageColumn", uri, table);
    }
    return new ParquetColumns(
        bytes,
        path,
        column("label", settings.labelColumn(), LABELS, plain, uri, table),
        column("id", settings.idColumn(), IDS, plain, uri, table),
        column("split", settings.splitColumn(), SPLITS, plain, uri, table));
  }

  /** Returns the columns that are read. */
  List<String> read() {
    List<String> read = new ArrayList<>(List.of(bytes, path, label, id, split));
    read.removeIf(String::isEmpty);
    return read.stream().distinct().toList();
  }

  private static List<String> given(SourceSettings settings) {
    return List.of(settings.imageColumn());
  }

  private static String binary(ParquetTable table, String name, List<String> plain) {
    for (String path : List.of(name + ".bytes", name)) {
      boolean isBinary =
          table
              .column(path)
              .filter(column -> column.physical() == PrimitiveTypeName.BINARY)
              .isPresent();
      if (isBinary && plain.contains(path)) {
        return path;
      }
    }
    return "";
  }

  private static String column(
      String what,
      String given,
      List<String> known,
      List<String> plain,
      String uri,
      ParquetTable table)
      throws UnusableInputException {
    for (String name : given.isEmpty() ? known : List.of(given)) {
      if (plain.contains(name)) {
        return name;
      }
    }
    if (!given.isEmpty()) {
      throw missing(what, given, "--" + what + "Column", uri, table);
    }
    return "";
  }

  private static UnusableInputException missing(
      String what, String given, String option, String uri, ParquetTable table) {
    return new UnusableInputException(
        "%s has no column of %ss%s; name one of %s by %s"
            .formatted(
                uri,
                what,
                given.isEmpty() ? "" : " called " + given,
                table.columns().stream().map(ParquetColumn::path).toList(),
                option));
  }
}
