package io.github.simclrbeam.embeddings;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import io.github.simclrbeam.shards.IncompatibleFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * The columns of a Parquet file that matter here. Only {@code embedding} must be there.
 *
 * @param projection the file's schema with only these columns
 */
record ParquetColumns(MessageType projection) {
  private static final Set<PrimitiveTypeName> TEXTS = Set.of(BINARY, INT32, INT64);
  private static final Set<PrimitiveTypeName> LABELS = Set.of(INT32, INT64, FLOAT, DOUBLE);
  private static final Set<PrimitiveTypeName> NUMBERS = Set.of(FLOAT, DOUBLE, FIXED_LEN_BYTE_ARRAY);

  /**
   * @throws IncompatibleFormatException if a column is missing or of another type; names it and the
   *     columns that there are
   */
  static ParquetColumns of(MessageType schema, String uri) throws IOException {
    List<Type> wanted = new ArrayList<>();
    for (String name : List.of("id", "uri", "contentDigest", "label", "embedding")) {
      if (schema.containsField(name)) {
        wanted.add(schema.getType(name));
      }
    }
    ParquetColumns columns = new ParquetColumns(new MessageType(schema.getName(), wanted));
    if (!schema.containsField("embedding")) {
      throw new IncompatibleFormatException(
          "column embedding is missing; there are: %s (%s)"
              .formatted(schema.getFields().stream().map(Type::getName).toList(), uri));
    }
    columns.check("id", TEXTS, "a string or an integer", uri);
    columns.check("uri", TEXTS, "a string", uri);
    columns.check("contentDigest", TEXTS, "a string", uri);
    columns.check("label", LABELS, "an integer (the class's index)", uri);
    columns.check("embedding", NUMBERS, "a list of float", uri);
    return columns;
  }

  /** Returns whether the file has the column. */
  boolean has(String name) {
    return projection.containsField(name);
  }

  /** Returns the path of the one column of numbers or text that the field consists of. */
  String path(String name) {
    return String.join(".", leaves(name).get(0).getPath());
  }

  private List<ColumnDescriptor> leaves(String name) {
    return projection.getColumns().stream().filter(c -> c.getPath()[0].equals(name)).toList();
  }

  private void check(String name, Set<PrimitiveTypeName> legal, String what, String uri)
      throws IOException {
    if (!has(name)) {
      return;
    }
    List<ColumnDescriptor> leaves = leaves(name);
    int levels = name.equals("embedding") ? 1 : 0;
    if (leaves.size() != 1
        || leaves.get(0).getMaxRepetitionLevel() != levels
        || !legal.contains(leaves.get(0).getPrimitiveType().getPrimitiveTypeName())
        || isOtherFixed(leaves.get(0))) {
      String found = projection.getType(name).toString().replaceAll("\\s+", " ");
      throw new IncompatibleFormatException(
          "column %s must be %s, but was: %s (%s)".formatted(name, what, found, uri));
    }
  }

  private static boolean isOtherFixed(ColumnDescriptor column) {
    return column.getPrimitiveType().getPrimitiveTypeName() == FIXED_LEN_BYTE_ARRAY
        && column.getPrimitiveType().getTypeLength() != Half.BYTES;
  }
}
