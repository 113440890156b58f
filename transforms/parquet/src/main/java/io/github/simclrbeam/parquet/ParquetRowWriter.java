package io.github.simclrbeam.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;

/**
 * Writes rows as Parquet, compressed with Snappy, which every reader knows. Equal rows in equal
 * order give equal bytes, in any process. Not thread-safe.
 *
 * @param <T> the rows
 */
public final class ParquetRowWriter<T> implements Closeable {
  private final FooterOrder file;
  private final ParquetWriter<T> rows;

  private ParquetRowWriter(FooterOrder file, ParquetWriter<T> rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Starts a file.
   *
   * @param out the file from its start; {@link #close} closes it
   * @param support the schema, and how a row is put into it
   * @param rowGroupBytes about how large a row group is, which is held in memory until it is full
   * @param dictionaryBytes how large a column's dictionary may become before it is given up
   */
  public static <T> ParquetRowWriter<T> open(
      OutputStream out, WriteSupport<T> support, long rowGroupBytes, int dictionaryBytes)
      throws IOException {
    FooterOrder file = new FooterOrder(out);
    return new ParquetRowWriter<>(
        file,
        new Builder<>(new StreamOutputFile(file), support)
            .withConf(new PlainParquetConfiguration())
            .withCodecFactory(new SnappyPages())
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .withRowGroupSize(rowGroupBytes)
            .withDictionaryPageSize(dictionaryBytes)
            .build());
  }

  /** Appends a row. */
  public void write(T row) throws IOException {
    rows.write(row);
  }

  /** Completes the file and closes the stream. */
  @Override
  public void close() throws IOException {
    file.expectFooter();
    rows.close();
  }

  private static final class Builder<T> extends ParquetWriter.Builder<T, Builder<T>> {
    private final WriteSupport<T> support;

    Builder(OutputFile file, WriteSupport<T> support) {
      super(file);
      this.support = support;
    }

    @Override
    protected Builder<T> self() {
      return this;
    }

    @Override
    @SuppressWarnings("deprecation") // Abstract all the same.
    protected WriteSupport<T> getWriteSupport(Configuration configuration) {
      return support;
    }

    @Override
    protected WriteSupport<T> getWriteSupport(ParquetConfiguration configuration) {
      return support;
    }
  }
}
