package io.github.simclrbeam.parquet;

import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * A leaf column: one that has values.
 *
 * @param path the names from the schema's root, joined by dots: {@code image.bytes}
 * @param physical how its values are stored
 * @param logical what they mean (text, unsigned integer, ...); empty when the file does not say
 * @param repeated whether a row can have several values (a list, a map)
 * @param nullable whether a value can be absent
 */
public record ParquetColumn(
    String path,
    PrimitiveTypeName physical,
    Optional<LogicalTypeAnnotation> logical,
    boolean repeated,
    boolean nullable) {

  static ParquetColumn of(ColumnDescriptor column) {
    PrimitiveType type = column.getPrimitiveType();
    return new ParquetColumn(
        String.join(".", column.getPath()),
        type.getPrimitiveTypeName(),
        Optional.ofNullable(type.getLogicalTypeAnnotation()),
        column.getMaxRepetitionLevel() > 0,
        column.getMaxDefinitionLevel() > 0);
  }

  /** Returns whether its integers are to be read as unsigned ones. */
  boolean unsigned() {
    return logical
        .filter(LogicalTypeAnnotation.IntLogicalTypeAnnotation.class::isInstance)
        .map(LogicalTypeAnnotation.IntLogicalTypeAnnotation.class::cast)
        .filter(type -> !type.isSigned())
        .isPresent();
  }
}
