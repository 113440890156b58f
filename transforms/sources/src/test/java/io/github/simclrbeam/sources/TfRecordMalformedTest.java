package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TfRecordMalformedTest {
  private static final byte[] FIRST = new ExampleBuilder().bytes("image", bytes(100)).toBytes();
  private static final byte[] SECOND = new ExampleBuilder().bytes("image", bytes(50)).toBytes();
  private static final byte[] GOOD = ExampleBuilder.records(FIRST, SECOND);
  private static final int BEHIND_FIRST = FIRST.length + 16;

  @TempDir Path directory;

  static Stream<Arguments> damages() {
    String first = "a#00000000 example";
    String rest = "a#00000001 %s at " + BEHIND_FIRST;
    return Stream.of(
        Arguments.of(
            "a flipped byte in the data",
            flipped(GOOD, 60),
            List.of("a#00000000 corrupt at 0", "a#00000001 example")),
        Arguments.of(
            "a flipped byte in the data's checksum",
            flipped(GOOD, BEHIND_FIRST - 1),
            List.of("a#00000000 corrupt at 0", "a#00000001 example")),
        Arguments.of(
            "a flipped byte in a length",
            flipped(GOOD, BEHIND_FIRST),
            List.of(first, rest.formatted("corrupt"))),
        Arguments.of(
            "a flipped byte in a length's checksum",
            flipped(GOOD, BEHIND_FIRST + 8),
            List.of(first, rest.formatted("corrupt"))),
        Arguments.of(
            "a length of 2^31, with its checksum",
            joined(
                ExampleBuilder.records(FIRST), HexFormat.of().parseHex("0000008000000000ecaf3072")),
            List.of(first, rest.formatted("corrupt"))),
        Arguments.of(
            "a length of 2^62, with its checksum",
            joined(
                ExampleBuilder.records(FIRST), HexFormat.of().parseHex("00000000000000407f85f000")),
            List.of(first, rest.formatted("corrupt"))),
        Arguments.of(
            "a length of one more than what is left",
            Arrays.copyOf(GOOD, GOOD.length - 1),
            List.of(first, rest.formatted("truncated"))),
        Arguments.of(
            "cut in a header",
            Arrays.copyOf(GOOD, BEHIND_FIRST + 11),
            List.of(first, rest.formatted("truncated"))),
        Arguments.of(
            "cut in the data",
            Arrays.copyOf(GOOD, BEHIND_FIRST + 20),
            List.of(first, rest.formatted("truncated"))),
        Arguments.of(
            "cut in the data, then compressed",
            TestImages.gzip(Arrays.copyOf(GOOD, BEHIND_FIRST + 20)),
            List.of("a#00000000 carried_encoded", rest.formatted("truncated"))),
        Arguments.of(
            "a length of 2^31 within what is compressed",
            TestImages.gzip(
                joined(
                    ExampleBuilder.records(FIRST),
                    HexFormat.of().parseHex("0000008000000000ecaf3072"))),
            List.of("a#00000000 carried_encoded", rest.formatted("corrupt"))),
        Arguments.of(
            "bytes behind the zlib stream",
            joined(ExampleBuilder.zlib(GOOD), new byte[] {1}),
            List.of(
                "a#00000000 carried_encoded",
                "a#00000001 carried_encoded",
                "a#00000002 corrupt at " + GOOD.length)),
        Arguments.of(
            "another zlib stream behind the first",
            joined(ExampleBuilder.zlib(ExampleBuilder.records(FIRST)), ExampleBuilder.zlib(GOOD)),
            List.of("a#00000000 carried_encoded", rest.formatted("corrupt"))),
        Arguments.of(
            "a record of no Example behind one that is",
            ExampleBuilder.records(FIRST, new byte[] {(byte) 0xff}),
            List.of(first, rest.formatted("corrupt"))),
        Arguments.of(
            "an empty record behind an Example",
            ExampleBuilder.records(FIRST, new byte[0]),
            List.of(first, rest.formatted("no-image"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void damageIsAFaultAndListingGoesOnWhereItCan(String name, byte[] bytes, List<String> expected)
      throws Exception {
    TestImages.write(directory.resolve("a"), bytes);
    assertThat(lines("a")).containsExactlyElementsOf(expected);
  }

  @Test
  void faultsSayWhichFileAndWhere() throws Exception {
    TestImages.write(directory.resolve("a"), flipped(GOOD, 60));
    TestImages.write(directory.resolve("b"), flipped(GOOD, BEHIND_FIRST));
    assertThat(references("a").get(0).getFault().getMessage())
        .startsWith("the record at byte 0 of " + directory.resolve("a"))
        .contains("checksum must be");
    assertThat(references("b").get(1).getFault().getMessage())
        .startsWith(
            "what follows byte %d of %s cannot be found: the length's checksum"
                .formatted(BEHIND_FIRST, directory.resolve("b")));
  }

  @Test
  void aCompressedFileThatBreaksOffHasOneFaultForItsRest() throws Exception {
    byte[] noise = bytes(60_000);
    byte[] compressed =
        TestImages.gzip(
            ExampleBuilder.records(FIRST, new ExampleBuilder().bytes("image", noise).toBytes()));
    TestImages.write(directory.resolve("a"), Arrays.copyOf(compressed, compressed.length / 2));
    assertThat(lines("a"))
        .containsExactly("a#00000000 carried_encoded", "a#00000001 truncated at " + BEHIND_FIRST);
  }

  /** What the storage gives ends before the listed size: the file is not to blame. */
  @ParameterizedTest(name = "{0}")
  @ValueSource(booleans = {false, true})
  void aStreamThatEndsBeforeItsFileIsAFaultOfReading(boolean zlib) throws Exception {
    byte[] noise = new ExampleBuilder().bytes("image", bytes(60_000)).toBytes();
    byte[] records = ExampleBuilder.records(FIRST, noise);
    byte[] file = zlib ? ExampleBuilder.zlib(records) : records;
    Path path = TestImages.write(directory.resolve("a"), file);
    Candidate whole = Candidate.of(new FileEntry(path.toString(), "a", file.length));
    TestImages.write(path, Arrays.copyOf(file, file.length / 2));
    TfRecordFile recognised = TfRecordFile.recognise(whole);
    assertThat(recognised.zlib()).isEqualTo(zlib);
    try (TfRecordScan scan = TfRecordScan.open(recognised)) {
      assertThat(scan.next().orElseThrow().isGood()).isTrue();
      assertThatThrownBy(scan::next)
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(CorruptCompressionException.class)
          .hasMessageContaining(
              "was listed with %d bytes, but reading it ended at byte %d"
                  .formatted(file.length, file.length / 2));
    }
  }

  @Test
  void damageSinceListingIsFoundWhenReading() throws Exception {
    TestImages.write(directory.resolve("a"), GOOD);
    ImageReference image = references("a").get(1);
    TestImages.write(directory.resolve("a"), flipped(GOOD, BEHIND_FIRST + 40));
    ImageContent.Unusable content = (ImageContent.Unusable) ContentReader.upTo(1000).read(image);
    assertThat(content.fault().getReason()).isEqualTo(FaultReasons.CORRUPT);
    assertThat(content.fault().getMessage())
        .contains("the record at byte %d is damaged".formatted(BEHIND_FIRST), "checksum");
    assertThat(content.fault().getOffset()).isEqualTo(BEHIND_FIRST);
  }

  /** Two records of 1.5 GiB that are holes, then a good one behind byte 2^31. */
  @Test
  void recordsBehindTwoGibibytesAreFoundAndTooLargeOnesSkipped() throws Exception {
    Path file = directory.resolve("a");
    byte[] header = HexFormat.of().parseHex("00000060000000007a2c6a7d");
    long hole = 3L << 29;
    TestImages.write(file, ExampleBuilder.records(FIRST));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      long at = BEHIND_FIRST;
      for (int i = 0; i < 2; i++) {
        channel.write(ByteBuffer.wrap(header), at);
        at += hole + 16;
      }
      channel.write(ByteBuffer.wrap(ExampleBuilder.records(SECOND)), at);
    }
    long last = BEHIND_FIRST + 2 * (hole + 16);
    assertThat(lines("a"))
        .containsExactly(
            "a#00000000 example",
            "a#00000001 too-large at " + BEHIND_FIRST,
            "a#00000002 too-large at " + (BEHIND_FIRST + hole + 16),
            "a#00000003 example");
    ImageReference image = references("a").get(3);
    assertThat(image.getExample().getSpan().getOffset()).isEqualTo(last).isGreaterThan(1L << 31);
    assertThat(((ImageContent.Encoded) ContentReader.upTo(1000).read(image)).bytes()).hasSize(50);
  }

  private List<ImageReference> references(String name) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(directory.resolve(name).toString(), SourceSettings.DEFAULT)
        .forEach(images::add);
    return images;
  }

  private List<String> lines(String name) throws IOException {
    return references(name).stream().map(TfRecordMalformedTest::line).toList();
  }

  private static String line(ImageReference image) {
    return image.getId()
        + " "
        + (image.hasFault()
            ? image.getFault().getReason() + " at " + image.getFault().getOffset()
            : image.getContentCase().name().toLowerCase(java.util.Locale.ROOT));
  }

  /** Bytes that do not compress. */
  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    new java.util.Random(length).nextBytes(bytes);
    return bytes;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 4;
    return flipped;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
