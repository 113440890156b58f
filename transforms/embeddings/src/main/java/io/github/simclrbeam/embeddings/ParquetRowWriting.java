package io.github.simclrbeam.embeddings;

import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;

import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/** The schema of our Parquet files, and how a row is put into it. */
final class ParquetRowWriting extends WriteSupport<EmbeddingRow> {
  /** The list has the three levels that the Parquet format prescribes. */
  static final MessageType SCHEMA =
      Types.buildMessage()
          .required(BINARY)
          .as(stringType())
          .named("id")
          .required(BINARY)
          .as(stringType())
          .named("uri")
          .required(BINARY)
          .as(stringType())
          .named("contentDigest")
          .optional(INT32)
          .named("label")
          .requiredList()
          .requiredElement(FLOAT)
          .named("embedding")
          .named("embeddings");

  private RecordConsumer consumer;

  @Override
  @SuppressWarnings("deprecation") // Abstract all the same.
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    consumer = recordConsumer;
  }

  @Override
  public void write(EmbeddingRow row) {
    consumer.startMessage();
    text("id", 0, row.id());
    text("uri", 1, row.uri());
    text("contentDigest", 2, row.contentDigest());
    if (row.label().isPresent()) {
      consumer.startField("label", 3);
      consumer.addInteger(row.label().getAsInt());
      consumer.endField("label", 3);
    }
    consumer.startField("embedding", 4);
    list(row.embedding());
    consumer.endField("embedding", 4);
    consumer.endMessage();
  }

  private void list(float[] embedding) {
    consumer.startGroup();
    consumer.startField("list", 0);
    for (float number : embedding) {
      consumer.startGroup();
      consumer.startField("element", 0);
      consumer.addFloat(number);
      consumer.endField("element", 0);
      consumer.endGroup();
    }
    consumer.endField("list", 0);
    consumer.endGroup();
  }

  private void text(String name, int index, String value) {
    consumer.startField(name, index);
    consumer.addBinary(Binary.fromString(value));
    consumer.endField(name, index);
  }

  private static WriteContext context() {
    return new WriteContext(SCHEMA, Map.of());
  }
}
