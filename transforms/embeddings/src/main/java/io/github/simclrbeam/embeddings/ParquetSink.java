package io.github.simclrbeam.embeddings;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/** Rows as Parquet, compressed with Snappy, which every reader knows. */
final class ParquetSink implements RowSink {
  /** A row group is held in memory until it is full, one for each shard being written. */
  private static final long ROW_GROUP_BYTES = 32L << 20;

  /**
   * A dictionary makes pixels (256 different numbers) a quarter as large, and does nothing but cost
   * time for embeddings, whose numbers soon fill it.
   */
  private static final int DICTIONARY_BYTES = 4_096 * Float.BYTES;

  private final FooterOrder file;
  private final ParquetWriter<EmbeddingRow> rows;

  private ParquetSink(FooterOrder file, ParquetWriter<EmbeddingRow> rows) {
    this.file = file;
    this.rows = rows;
  }

  static ParquetSink open(OutputStream out) throws IOException {
    FooterOrder file = new FooterOrder(out);
    return new ParquetSink(
        file,
        new Builder(new StreamOutputFile(file))
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new ParquetCodecs())
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(ROW_GROUP_BYTES)
            .withDictionaryPageSize(DICTIONARY_BYTES)
            .build());
  }

  @Override
  public void write(EmbeddingRow row) throws IOException {
    rows.write(row);
  }

  @Override
  public void close() throws IOException {
    file.expectFooter();
    rows.close();
  }

  private static final class Builder extends ParquetWriter.Builder<EmbeddingRow, Builder> {
    Builder(OutputFile file) {
      super(file);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // Abstract all the same.
    protected WriteSupport<EmbeddingRow> getWriteSupport(Configuration configuration) {
      return new ParquetRowWriting();
    }

    @Override
    protected WriteSupport<EmbeddingRow> getWriteSupport(ParquetConfiguration configuration) {
      return new ParquetRowWriting();
    }
  }
}
