package io.github.simclrbeam.sources;

import io.github.simclrbeam.parquet.CorruptParquetException;
import io.github.simclrbeam.parquet.ParquetTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Images in rows of Parquet files: a column of encoded bytes, or of structs of {@code bytes} and
 * {@code path} as Hugging Face's datasets write them. See {@link ParquetColumns} for the columns. A
 * row without bytes but with a path names a file, relative to the table. An image's id is what the
 * id column says, otherwise the file's path, {@code #} and the row's number.
 */
record ParquetImages(
    List<SourcePart> parts,
    OptionalLong images,
    Optional<List<String>> labelNames,
    SortedMap<String, Long> otherSplits)
    implements ImageSource {

  static boolean recognise(Candidate file) {
    String magic =
        new String(file.head(), 0, Math.min(4, file.head().length), StandardCharsets.ISO_8859_1);
    return magic.equals("PAR1") || magic.equals("PARE");
  }

  static ImageSource of(List<Candidate> files, SourceSettings settings) throws IOException {
    List<SourcePart> parts = new ArrayList<>();
    TreeMap<String, Long> splits = new TreeMap<>();
    List<String> names = settings.labelNames();
    boolean given = !names.isEmpty();
    long images = 0;
    for (Candidate file : files) {
      if (file.compressed()) {
        throw new UnusableInputException(
            "%s is a Parquet file that is compressed as a whole: unpack it".formatted(file.uri()));
      }
      try (ParquetTable table = ParquetTable.open(file.uri())) {
        ParquetColumns columns = ParquetColumns.of(table, file.uri(), settings);
        List<String> own = ClassLabelNames.of(table, columns.label());
        names = given || names.isEmpty() ? (given ? names : own) : same(names, own, file);
        images += count(table, columns, settings, splits);
        for (int group = 0; group < table.rowGroups(); group++) {
          parts.add(new ParquetRows(file.entry(), group, columns, settings, own));
        }
      } catch (CorruptParquetException e) {
        throw new UnusableInputException(
            "%s cannot be read: %s".formatted(file.uri(), e.problem()));
      }
    }
    RowSplits.check(files.get(0).uri(), splits.navigableKeySet(), settings);
    splits.keySet().removeIf(split -> RowSplits.takes(split, settings));
    return new ParquetImages(
        List.copyOf(parts),
        OptionalLong.of(images),
        names.isEmpty() ? Optional.empty() : Optional.of(names),
        splits);
  }

  private static long count(
      ParquetTable table,
      ParquetColumns columns,
      SourceSettings settings,
      TreeMap<String, Long> splits)
      throws IOException {
    if (columns.split().isEmpty()) {
      return table.rows();
    }
    long[] count = new long[1];
    for (int group = 0; group < table.rowGroups(); group++) {
      table.read(
          group,
          List.of(columns.split()),
          (row, values) -> {
            String split = FileSplits.word(ParquetRows.text(values[0]));
            splits.merge(split, 1L, Long::sum);
            count[0] += RowSplits.takes(split, settings) ? 1 : 0;
          });
    }
    return count[0];
  }

  private static List<String> same(List<String> names, List<String> own, Candidate file)
      throws UnusableInputException {
    if (!names.equals(own)) {
      throw new UnusableInputException(
          "class names must be the same in all Parquet files, but were: %s and %s (%s)"
              .formatted(names, own, file.uri()));
    }
    return names;
  }
}
