package io.github.simclrbeam.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageInflationTest {
  private static final int BLOCK = 128 << 10;

  @ParameterizedTest
  @CsvSource({"SNAPPY, 22000", "LZ4_RAW, 255000", "GZIP, 1032000", "ZSTD, 16777216"})
  void aPageCannotBecomeMoreThanItsCompressionCanMakeOfIt(CompressionCodec codec, int most) {
    byte[] in = new byte[1000];
    // A frame of Zstandard that does not say its length; of Snappy a length of 22001.
    byte[] start =
        codec == CompressionCodec.ZSTD
            ? Forgery.bytes(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58)
            : Forgery.bytes(0xf1, 0xab, 1);
    System.arraycopy(start, 0, in, 0, start.length);
    assertThatThrownBy(() -> PageInflation.inflate(codec, in, most + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a page of 1000 bytes cannot become as many as it says: %d".formatted(most + 1));
  }

  @Test
  void smallPagesMayShrinkByAsMuchAsZstandardCan() {
    byte[] page = PageInflation.inflate(CompressionCodec.ZSTD, zstd(8), 8 * BLOCK);
    assertThat(page).hasSize(1 << 20).containsOnly('x');
  }

  @Test
  void aFewBytesOfZstandardDoNotBecomeTwentyMegabytes() {
    assertThatThrownBy(() -> PageInflation.inflate(CompressionCodec.ZSTD, zstd(160), 160 * BLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a page of 646 bytes cannot become as many as it says: 20971520");
  }

  @Test
  void noPageBecomesMoreThanAGibibyte() {
    assertThatThrownBy(
            () -> PageInflation.inflate(CompressionCodec.GZIP, new byte[2 << 20], (1 << 30) + 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a page must become at most 1073741824 bytes, but says: 1073741825");
  }

  /** A frame of blocks that each say: 128 KiB of x. */
  private static byte[] zstd(int blocks) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.writeBytes(Forgery.bytes(0x28, 0xb5, 0x2f, 0xfd, 0, 0x58));
    for (int i = 0; i < blocks; i++) {
      frame.writeBytes(Forgery.bytes(i == blocks - 1 ? 3 : 2, 0, 0x10, 'x'));
    }
    return frame.toByteArray();
  }
}
