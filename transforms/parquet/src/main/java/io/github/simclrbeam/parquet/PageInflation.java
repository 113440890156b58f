package io.github.simclrbeam.parquet;

import io.airlift.compress.Decompressor;
import io.airlift.compress.MalformedInputException;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdDecompressor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.CompressionCodec;

/**
 * Decompression of pages without native libraries: uncompressed, Snappy, gzip, Zstandard and raw
 * LZ4. Complaints are IllegalArgumentExceptions.
 */
final class PageInflation {
  // How many bytes one byte can become at most, by the formats' shortest code for repetition: for
  // Snappy 64 in three bytes, for Zstandard a block of 128 KiB in four.
  private static final int SNAPPY_RATIO = 22;
  private static final int LZ4_RATIO = 255;
  private static final int GZIP_RATIO = 1_032;
  private static final int ZSTD_RATIO = 32_768;

  /**
   * Up to here Zstandard's ratio counts, beyond it gzip's: pages are 1 MiB unless they hold images,
   * which do not shrink like that.
   */
  private static final long SMALL_BYTES = 16 << 20;

  private static final int MOST_BYTES = 1 << 30;

  private PageInflation() {}

  /**
   * Returns a page's bytes.
   *
   * @param size how many they are, as the page's header says; memory is taken only when {@code in}
   *     can become as many; at most 1 GiB where there is compression
   */
  static byte[] inflate(CompressionCodec codec, byte[] in, int size) {
    if (size == 0 && in.length == 0) {
      return in;
    }
    return switch (codec) {
      case UNCOMPRESSED -> whole(in, size);
      case SNAPPY -> {
        checkSaid(SnappyDecompressor.getUncompressedLength(in, 0), size);
        yield java(new SnappyDecompressor(), in, room(in, size, SNAPPY_RATIO));
      }
      case ZSTD -> {
        long said = ZstdDecompressor.getDecompressedSize(in, 0, in.length);
        checkSaid(said < 0 ? size : said, size);
        yield java(new ZstdDecompressor(), in, room(in, size, ZSTD_RATIO));
      }
      case LZ4_RAW -> java(new Lz4Decompressor(), in, room(in, size, LZ4_RATIO));
      case GZIP -> gunzip(in, room(in, size, GZIP_RATIO));
      default ->
          throw new IllegalArgumentException(
              "compression must be none, Snappy, gzip, Zstandard or LZ4_RAW, but was: " + codec);
    };
  }

  private static byte[] room(byte[] in, int size, int ratio) {
    long most = (long) in.length * Math.min(ratio, GZIP_RATIO);
    long small = Math.min(SMALL_BYTES, (long) in.length * ratio);
    if (size > Math.max(most, small)) {
      throw new IllegalArgumentException(
          "a page of %d bytes cannot become as many as it says: %d".formatted(in.length, size));
    }
    if (size > MOST_BYTES) {
      throw new IllegalArgumentException(
          "a page must become at most %d bytes, but says: %d".formatted(MOST_BYTES, size));
    }
    return new byte[size];
  }

  private static byte[] whole(byte[] in, int size) {
    checkSaid(in.length, size);
    return in;
  }

  private static byte[] java(Decompressor decompressor, byte[] in, byte[] out) {
    try {
      checkSaid(decompressor.decompress(in, 0, in.length, out, 0, out.length), out.length);
      return out;
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException("a compressed page is corrupt: " + e.getMessage(), e);
    }
  }

  private static byte[] gunzip(byte[] in, byte[] out) {
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(in))) {
      checkSaid(stream.readNBytes(out, 0, out.length), out.length);
      if (stream.read() >= 0) {
        throw new IllegalArgumentException(
            "a page must have %d bytes, but had more".formatted(out.length));
      }
      return out;
    } catch (IOException e) {
      throw new IllegalArgumentException("a compressed page is corrupt: " + e.getMessage(), e);
    }
  }

  private static void checkSaid(long bytes, int size) {
    if (bytes != size) {
      throw new IllegalArgumentException(
          "a page must have %d bytes, but had: %d".formatted(size, bytes));
    }
  }
}
