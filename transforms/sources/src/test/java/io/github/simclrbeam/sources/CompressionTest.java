package io.github.simclrbeam.sources;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class CompressionTest {
  private static final byte[] TEXT = "views and their images, ".repeat(40).getBytes(US_ASCII);

  /** What zstd 1.5 makes of "simclr" from a pipe: no size of the content, but a checksum. */
  private static final String BY_THE_TOOL = "28b52ffd045831000073696d636c72988846f2";

  static Stream<Arguments> goodFiles() {
    byte[] half = Arrays.copyOf(TEXT, 480);
    byte[] rest = Arrays.copyOfRange(TEXT, 480, TEXT.length);
    return Stream.of(
        Arguments.of("a gzip member", TestImages.gzip(TEXT)),
        Arguments.of(
            "gzip members one after the other",
            ZstdFiles.joined(TestImages.gzip(half), TestImages.gzip(rest))),
        Arguments.of(
            "an empty gzip member at the end, as block compressors write it",
            ZstdFiles.joined(TestImages.gzip(TEXT), TestImages.gzip(new byte[0]))),
        Arguments.of("a zstd frame", ZstdFiles.frame(TEXT)),
        Arguments.of(
            "zstd frames one after the other",
            ZstdFiles.joined(ZstdFiles.frame(half), ZstdFiles.frame(rest))),
        Arguments.of(
            "a skippable frame in front, as parallel compressors write it",
            ZstdFiles.joined(ZstdFiles.skippable(0, new byte[4]), ZstdFiles.frame(TEXT))),
        Arguments.of(
            "skippable frames between and behind",
            ZstdFiles.joined(
                ZstdFiles.frame(half),
                ZstdFiles.skippable(15, new byte[70_000]),
                ZstdFiles.frame(rest),
                ZstdFiles.skippable(14, new byte[0]))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void everyMemberAndFrameIsRead(String name, byte[] file) throws Exception {
    assertThat(uncompressed(file)).isEqualTo(TEXT);
  }

  /** Streams of object stores never say what is available. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void storageMayComeInDrops(String name, byte[] file) throws Exception {
    InputStream drops =
        new ByteArrayInputStream(file) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, 3));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    try (InputStream in = Compression.of(file).open(drops)) {
      assertThat(in.readAllBytes()).isEqualTo(TEXT);
    }
  }

  @Test
  void filesOfTheZstdToolAreRead() throws Exception {
    assertThat(uncompressed(hex(BY_THE_TOOL))).asString(US_ASCII).isEqualTo("simclr");
  }

  @Test
  void whatIsSkippedIsUncompressedToo() throws Exception {
    byte[] file = ZstdFiles.frame(TEXT);
    try (InputStream in = Compression.ZSTD.open(new ByteArrayInputStream(file))) {
      in.skipNBytes(900);
      assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(TEXT, 900, TEXT.length));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void aFileThatIsCutAnywhereBreaksOff(String name, byte[] file) throws Exception {
    int told = 0;
    for (int length : places(file)) {
      try {
        // At the end of a member or frame nothing tells that more should follow.
        assertThat(TEXT).startsWith(uncompressed(Arrays.copyOf(file, length)));
      } catch (CorruptCompressionException e) {
        // A single byte of a next member counts as garbage.
        assertThat(e.isCut() || e.getMessage().startsWith("Garbage")).isTrue();
        told++;
      }
    }
    assertThat(told).isGreaterThan(20);
  }

  /** Every byte of a short file and the borders of a long one. */
  private static int[] places(byte[] file) {
    return IntStream.range(4, file.length)
        .filter(at -> at < 200 || at % 997 == 0 || at > file.length - 100)
        .toArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void damageAnywhereIsTold(String name, byte[] file) throws Exception {
    int told = 0;
    for (int at : places(file)) {
      byte[] damaged = file.clone();
      damaged[at] ^= 0x55;
      try {
        assertThat(uncompressed(damaged)).hasSizeLessThan(1 << 20);
      } catch (CorruptCompressionException e) {
        assertThat(e.getMessage()).as("damaged at %d", at).isNotBlank();
        told++;
      }
    }
    assertThat(told).isPositive();
  }

  static Stream<Arguments> liars() {
    byte[] zstd = hex(BY_THE_TOOL);
    byte[] gzip = TestImages.gzip(TEXT);
    byte[] laterMember = ZstdFiles.joined(gzip, gzip);
    laterMember[gzip.length + 2] = 7;
    return Stream.of(
        Arguments.of("zeros behind a gzip member", padded(gzip), "Garbage after a valid"),
        Arguments.of("a later gzip member of no known method", laterMember, "method 7"),
        Arguments.of(
            "a gzip file name without an end",
            ZstdFiles.joined(hex("1f8b0808000000000003"), filled(3 << 20)),
            "1048576 bytes of it hold no data"),
        Arguments.of("zeros behind a zstd frame", padded(zstd), "begins with 0x00000000"),
        Arguments.of("another checksum", changed(zstd, zstd.length - 1, 0), "Bad checksum"),
        Arguments.of(
            "the window of --long and of --ultra -22",
            changed(zstd, 5, 0x88),
            "window must have at most 8388608 bytes, but has 134217728"),
        Arguments.of(
            "the largest window there is", changed(zstd, 5, 0xff), "but has 4123168604160"),
        Arguments.of(
            "a content of all bytes there are as one segment",
            hex("28b52ffde0ffffffffffffffff"),
            "but has 18446744073709551615"),
        Arguments.of("a dictionary", hex("28b52ffd010007000000"), "needs a dictionary"),
        Arguments.of("more content than declared", hex("28b52ffd2005310000" + "73696d636c72"), ""),
        Arguments.of(
            "less content than declared",
            hex("28b52ffd2007310000" + "73696d636c72"),
            "declare 7 bytes, but hold 6"),
        Arguments.of(
            "a block of two megabytes", hex("28b52ffd0458" + "fbffff" + "00"), "of type 1 with"),
        Arguments.of("a block of the reserved type", hex("28b52ffd0458" + "070000"), "of type 3"),
        Arguments.of("a block that is not there", hex("28b52ffd0458310000"), "breaks off"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("liars")
  void liesAreRefused(String name, byte[] file, String message) {
    assertThatThrownBy(() -> uncompressed(file))
        .isInstanceOf(CorruptCompressionException.class)
        .hasMessageContaining(message);
  }

  @Test
  void theLargestWindowMayHoldItsDataBack() throws Exception {
    byte[] content = filled(12 << 20);
    byte[] file = ZstdFiles.uncompressedFrame(0x68, content);
    try (InputStream in = Compression.ZSTD.open(new ByteArrayInputStream(file))) {
      assertThat(in.read()).isEqualTo('a');
      assertThat(in.readAllBytes()).hasSize((12 << 20) - 1);
    }
  }

  @Test
  void damageStaysDamage() throws Exception {
    byte[] file = changed(hex(BY_THE_TOOL), 5, 0x88);
    try (InputStream in = Compression.ZSTD.open(new ByteArrayInputStream(file))) {
      assertThatThrownBy(in::read).isInstanceOf(CorruptCompressionException.class);
      assertThatThrownBy(in::read).isInstanceOf(CorruptCompressionException.class);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goodFiles")
  void aFaultOfTheStorageIsNoDamage(String name, byte[] file) {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new EOFException("503 Service Unavailable");
          }
        };
    byte[] start = Arrays.copyOf(file, file.length / 2);
    InputStream in =
        Compression.of(file).open(new SequenceInputStream(new ByteArrayInputStream(start), broken));
    assertThatThrownBy(in::readAllBytes)
        .isInstanceOf(EOFException.class)
        .hasMessage("503 Service Unavailable");
  }

  private static byte[] uncompressed(byte[] file) throws IOException {
    try (InputStream in = Compression.of(file).open(new ByteArrayInputStream(file))) {
      return in.readAllBytes();
    }
  }

  private static byte[] padded(byte[] file) {
    return Arrays.copyOf(file, file.length + 512);
  }

  private static byte[] filled(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 'a');
    return bytes;
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] changed = file.clone();
    changed[at] = (byte) value;
    return changed;
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
