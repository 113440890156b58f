package io.github.simclrbeam.checks;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import com.google.gson.Gson;
import io.github.simclrbeam.checks.SourceShapes.Picture;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Rows as Hugging Face's datasets write them: image{bytes, path}, a numbered label, its names. */
final class PictureRows extends WriteSupport<Picture> {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .optionalGroup()
          .optional(BINARY)
          .named("bytes")
          .optional(BINARY)
          .as(stringType())
          .named("path")
          .named("image")
          .optional(INT64)
          .named("label")
          .named("schema");

  private final List<String> labelNames;
  private RecordConsumer consumer;

  PictureRows(List<String> labelNames) {
    this.labelNames = labelNames;
  }

  @Override
  @SuppressWarnings("deprecation") // Abstract all the same.
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    String names =
        new Gson()
            .toJson(
                Map.of("info", Map.of("features", Map.of("label", Map.of("names", labelNames)))));
    return new WriteContext(SCHEMA, Map.of("huggingface", names));
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Picture picture) {
    consumer.startMessage();
    consumer.startField("image", 0);
    consumer.startGroup();
    binary("bytes", 0, Binary.fromConstantByteArray(picture.bytes()));
    binary("path", 1, Binary.fromString(picture.file()));
    consumer.endGroup();
    consumer.endField("image", 0);
    consumer.startField("label", 1);
    consumer.addLong(picture.label());
    consumer.endField("label", 1);
    consumer.endMessage();
  }

  private void binary(String name, int index, Binary value) {
    consumer.startField(name, index);
    consumer.addBinary(value);
    consumer.endField(name, index);
  }
}
