package io.github.simclrbeam.embeddings;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyCompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Compression of Parquet pages without native libraries and without Hadoop: reads uncompressed,
 * Snappy, gzip, Zstandard and raw LZ4, and writes Snappy, always with the same bytes.
 */
final class ParquetCodecs implements CompressionCodecFactory {

  @Override
  public BytesInputCompressor getCompressor(CompressionCodecName codec) {
    if (codec != CompressionCodecName.SNAPPY) {
      throw new UnsupportedOperationException("only Snappy is written, but asked for: " + codec);
    }
    return new Snappy();
  }

  @Override
  public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
    return new Pages(
        switch (codec) {
          case UNCOMPRESSED -> ParquetCodecs::copy;
          case SNAPPY -> java(new SnappyDecompressor());
          case ZSTD -> java(new ZstdDecompressor());
          case LZ4_RAW -> java(new Lz4Decompressor());
          case GZIP -> ParquetCodecs::gunzip;
          default ->
              throw new UnsupportedOperationException(
                  "compression must be none, Snappy, gzip, Zstandard or LZ4_RAW, but was: "
                      + codec);
        });
  }

  @Override
  public void release() {}

  /** Fills {@code out} from the page's compressed bytes; returns how many were filled. */
  private interface Inflating {
    int inflate(byte[] in, byte[] out) throws IOException;
  }

  private static Inflating java(Decompressor decompressor) {
    return (in, out) -> {
      try {
        return decompressor.decompress(in, 0, in.length, out, 0, out.length);
      } catch (MalformedInputException e) {
        throw new IOException("a compressed page is corrupt: " + e.getMessage(), e);
      }
    };
  }

  private static int copy(byte[] in, byte[] out) {
    int length = Math.min(in.length, out.length);
    System.arraycopy(in, 0, out, 0, length);
    return length;
  }

  private static int gunzip(byte[] in, byte[] out) throws IOException {
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(in))) {
      return stream.readNBytes(out, 0, out.length);
    }
  }

  private static final class Snappy implements BytesInputCompressor {
    private final SnappyCompressor compressor = new SnappyCompressor();

    @Override
    public BytesInput compress(BytesInput bytes) throws IOException {
      byte[] in = bytes.toInputStream().readAllBytes();
      byte[] out = new byte[compressor.maxCompressedLength(in.length)];
      int length = compressor.compress(in, 0, in.length, out, 0, out.length);
      return BytesInput.from(out, 0, length);
    }

    @Override
    public CompressionCodecName getCodecName() {
      return CompressionCodecName.SNAPPY;
    }

    @Override
    public void release() {}
  }

  private record Pages(Inflating inflating) implements BytesInputDecompressor {

    @Override
    public BytesInput decompress(BytesInput bytes, int uncompressedSize) throws IOException {
      return BytesInput.from(inflated(bytes.toInputStream().readAllBytes(), uncompressedSize));
    }

    @Override
    public void decompress(
        ByteBuffer input, int compressedSize, ByteBuffer output, int uncompressedSize)
        throws IOException {
      byte[] in = new byte[compressedSize];
      input.get(in);
      output.put(inflated(in, uncompressedSize));
    }

    private byte[] inflated(byte[] in, int size) throws IOException {
      byte[] out = new byte[size];
      int length = inflating.inflate(in, out);
      if (length != size) {
        throw new IOException("a page must have %d bytes, but had: %d".formatted(size, length));
      }
      return out;
    }

    @Override
    public void release() {}
  }
}
