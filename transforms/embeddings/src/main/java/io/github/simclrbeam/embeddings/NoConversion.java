package io.github.simclrbeam.embeddings;

import java.util.List;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.Type;

/** The converters that Parquet's column reader asks for, although values are read by column. */
final class NoConversion extends GroupConverter {
  private final List<Converter> fields;

  private NoConversion(List<Converter> fields) {
    this.fields = fields;
  }

  static NoConversion of(GroupType type) {
    return new NoConversion(type.getFields().stream().map(NoConversion::field).toList());
  }

  @Override
  public Converter getConverter(int index) {
    return fields.get(index);
  }

  @Override
  public void start() {}

  @Override
  public void end() {}

  private static Converter field(Type type) {
    return type.isPrimitive() ? new PrimitiveConverter() {} : of(type.asGroupType());
  }
}
