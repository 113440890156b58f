package io.github.simclrbeam.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** Images in the layout of Hugging Face, row i with label i modulo 3. */
final class ImageRows extends WriteSupport<Integer> {
  private static final MessageType SCHEMA =
      Types.buildMessage()
          .optionalGroup()
          .optional(BINARY)
          .named("bytes")
          .optional(BINARY)
          .as(LogicalTypeAnnotation.stringType())
          .named("path")
          .named("image")
          .optional(INT64)
          .named("label")
          .named("schema");

  private RecordConsumer consumer;

  /** Returns a file of row groups of 100 rows, compressed with Snappy. */
  static byte[] file(int rows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ParquetRowWriter<Integer> writer = ParquetRowWriter.open(out, new ImageRows(), 1, 4096)) {
      for (int row = 0; row < rows; row++) {
        writer.write(row);
      }
    }
    return out.toByteArray();
  }

  static byte[] bytes(int row) {
    byte[] bytes = new byte[row % 7];
    Arrays.fill(bytes, (byte) row);
    return bytes;
  }

  @Override
  @SuppressWarnings("deprecation") // Abstract all the same.
  public WriteContext init(Configuration configuration) {
    return new WriteContext(SCHEMA, Map.of());
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return new WriteContext(SCHEMA, Map.of());
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(Integer row) {
    consumer.startMessage();
    consumer.startField("image", 0);
    consumer.startGroup();
    binary("bytes", 0, Binary.fromConstantByteArray(bytes(row)));
    binary("path", 1, Binary.fromString("train/" + row));
    consumer.endGroup();
    consumer.endField("image", 0);
    consumer.startField("label", 1);
    consumer.addLong(row % 3);
    consumer.endField("label", 1);
    consumer.endMessage();
  }

  private void binary(String name, int index, Binary value) {
    consumer.startField(name, index);
    consumer.addBinary(value);
    consumer.endField(name, index);
  }
}
