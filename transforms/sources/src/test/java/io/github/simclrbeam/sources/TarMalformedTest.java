package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.proto.ImageReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TarMalformedTest {
  private static final byte[] THOUSAND = new byte[1000];

  /** Headers at 0, 1024 and 2048; the last image at 2560 to 3560, padded to 3584. */
  private static final byte[] GOOD =
      TarBuilder.pax().add("1.jpg", "one").add("1.cls", "5").add("2.jpg", THOUSAND).toBytes();

  @TempDir Path directory;

  static Stream<Arguments> damages() {
    return Stream.of(
        Arguments.of("no end blocks", cut(GOOD, 3584), List.of("1 5 encoded", "2  encoded")),
        Arguments.of("no padding", cut(GOOD, 2560 + 1000), List.of("1 5 encoded", "2  encoded")),
        Arguments.of("one end block", cut(GOOD, 4096), List.of("1 5 encoded", "2  encoded")),
        Arguments.of(
            "junk behind the end",
            joined(cut(GOOD, 4608), "junk".repeat(300).getBytes(StandardCharsets.UTF_8)),
            List.of("1 5 encoded", "2  encoded")),
        Arguments.of(
            "another archive behind the end",
            joined(GOOD, TarBuilder.pax().add("3.jpg", "x").toBytes()),
            List.of("1 5 encoded", "2  encoded", "x.tar#byte-4608  corrupt at 4608")),
        Arguments.of(
            "another archive behind the end, compressed",
            TestImages.gzip(joined(GOOD, GOOD)),
            List.of(
                "1 5 carried_encoded", "2  carried_encoded", "x.tar#byte-4608  corrupt at 4608")),
        Arguments.of(
            "another archive behind the end, then compressed and broken off",
            cut(noise(GOOD), noise(GOOD).length - 2000),
            List.of(
                "1 5 carried_encoded", "2  carried_encoded", "x.tar#byte-4608  corrupt at 4608")),
        Arguments.of(
            "another archive behind 100 KiB of zeros",
            joined(cut(GOOD, 4608 + (100 << 10)), GOOD),
            List.of("1 5 encoded", "2  encoded", "x.tar#byte-107008  corrupt at 107008")),
        Arguments.of(
            "100 KiB of zeros behind the end",
            cut(GOOD, 4608 + (100 << 10)),
            List.of("1 5 encoded", "2  encoded")),
        Arguments.of(
            "zeros over a header and its data",
            joined(joined(cut(GOOD, 1024), new byte[1024]), Arrays.copyOfRange(GOOD, 2048, 4608)),
            List.of("1.jpg  encoded", "x.tar#byte-2048  corrupt at 2048")),
        Arguments.of(
            "cut in a header",
            cut(GOOD, 2048 + 100),
            List.of("1 5 encoded", "x.tar#byte-2048  truncated at 2048")),
        Arguments.of(
            "cut in an image",
            cut(GOOD, 2560 + 999),
            List.of("1 5 encoded", "x.tar#byte-2048  truncated at 2048")),
        Arguments.of(
            "cut in a label",
            cut(GOOD, 1536),
            List.of("1  truncated at 1024", "x.tar#byte-1024  truncated at 1024")),
        Arguments.of(
            "a flipped bit in a header",
            flipped(GOOD, 2048 + 3),
            List.of("1 5 encoded", "x.tar#byte-2048  corrupt at 2048")),
        Arguments.of(
            "a flipped bit in the first header",
            flipped(GOOD, 3),
            List.of("x.tar#byte-0  corrupt at 0")),
        Arguments.of(
            "a size of 2^60",
            sized(GOOD, 2048, 1L << 60),
            List.of("1 5 encoded", "x.tar#byte-2048  truncated at 2048")),
        Arguments.of(
            "a size of 2^63 - 1",
            sized(GOOD, 2048, Long.MAX_VALUE),
            List.of("1 5 encoded", "x.tar#byte-2560  corrupt at 2560")),
        Arguments.of(
            "a negative size",
            sized(GOOD, 2048, -1),
            List.of("1 5 encoded", "x.tar#byte-2048  corrupt at 2048")),
        Arguments.of(
            "a name of 2^40 bytes",
            typed(sized(GOOD, 2048, 1L << 40), 2048, 'L'),
            List.of("1 5 encoded", "x.tar#byte-2048  corrupt at 2048")),
        Arguments.of("PAX records that are none", typed(GOOD, 2048, 'x'), List.of("1 5 encoded")),
        Arguments.of(
            "PAX records that reach beyond their member",
            typed(sized(filled(GOOD, 2560, "99999 path=a\n"), 2048, 13), 2048, 'x'),
            List.of("1 5 encoded", "x.tar#byte-2048  corrupt at 2048")),
        Arguments.of(
            "a label of two lines",
            TarBuilder.pax().add("1.jpg", "one").add("1.cls", "a\nb").toBytes(),
            List.of("1  corrupt at 1024")),
        Arguments.of(
            "a label that is no text",
            TarBuilder.pax().add("1.jpg", "one").add("1.cls", new byte[] {-1, -2}).toBytes(),
            List.of("1  corrupt at 1024")),
        Arguments.of(
            "JSON that is none",
            TarBuilder.pax().add("1.jpg", "one").add("1.json", "{\"label\": ").toBytes(),
            List.of("1  corrupt at 1024")),
        Arguments.of(
            "JSON that is a hundred thousand deep",
            TarBuilder.pax().add("1.jpg", "one").add("1.json", "[".repeat(100_000)).toBytes(),
            List.of("1  corrupt at 1024")),
        Arguments.of(
            "compressed and broken off",
            cut(TestImages.gzip(GOOD), TestImages.gzip(GOOD).length - 20),
            null),
        Arguments.of(
            "cut in an image, then compressed",
            TestImages.gzip(cut(GOOD, 2560 + 999)),
            List.of(
                "1 5 carried_encoded",
                "2  truncated at 2560",
                "x.tar#byte-2560  truncated at 2560")),
        Arguments.of(
            "a size of 2^40, compressed",
            TestImages.gzip(sized(GOOD, 2048, 1L << 40)),
            List.of(
                "1 5 carried_encoded",
                "2  too-large at 2048",
                "x.tar#byte-2560  truncated at 2560")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("damages")
  void damageCostsWhatStandsBehindIt(String name, byte[] bytes, List<String> expected)
      throws Exception {
    List<String> lines = lines(bytes);
    if (expected == null) {
      assertThat(lines.get(lines.size() - 1)).contains("truncated");
    } else {
      assertThat(lines).containsExactlyElementsOf(expected);
    }
  }

  @Test
  void oldArchivesWithoutAMagicAreRead() throws Exception {
    byte[] old = GOOD.clone();
    for (int header : List.of(0, 1024, 2048)) {
      Arrays.fill(old, header + 257, header + 512, (byte) 0);
      checksum(old, header);
    }
    assertThat(lines(old)).containsExactly("1 5 encoded", "2  encoded");
  }

  @Test
  void thousandsOfNamesInARowAreNoRecursion() throws Exception {
    byte[] name = typed(sized(cut(GOOD, 512), 0, 0), 0, 'L');
    byte[] many = new byte[20_000 * 512 + GOOD.length];
    for (int i = 0; i < 20_000; i++) {
      System.arraycopy(name, 0, many, i * 512, 512);
    }
    System.arraycopy(GOOD, 0, many, 20_000 * 512, GOOD.length);
    assertThat(lines(many).get(lines(many).size() - 1)).isEqualTo("2  encoded");
  }

  @Test
  void dataBehindTheEndAreToldWithWhereBothStand() throws Exception {
    Path file = TestImages.write(directory.resolve("x.tar"), joined(GOOD, GOOD));
    assertThat(references(file).get(2).getFault().getMessage())
        .isEqualTo(
            "what follows byte 4608 of %s cannot be found: data stand behind the archive's end at byte 3584"
                .formatted(file));
    assertThat(references(file).get(2).getFault().getBytes()).isEqualTo(GOOD.length);
  }

  @Test
  void paxRecordsOfAMemberHaveAMebibyteTogether() throws Exception {
    String record = "524288 comment=" + "x".repeat(524_288 - 16) + "\n";
    byte[] pax = typed(TarBuilder.pax().add("p", record).toBytes(), 0, 'x');
    byte[] half = cut(pax, 512 + 524_288);
    byte[] whole = joined(half, half);
    assertThat(lines(joined(whole, GOOD))).containsExactly("1 5 encoded", "2  encoded");
    List<String> lines = lines(joined(joined(whole, half), GOOD));
    assertThat(lines).containsExactly("x.tar#byte-1049600  corrupt at 1049600");
  }

  /** A member of 9 GiB that is a hole, its size in base 256 or in a PAX record, then an image. */
  @ParameterizedTest(name = "PAX: {0}")
  @ValueSource(booleans = {false, true})
  void membersAreSkippedWithoutBeingRead(boolean pax) throws Exception {
    long hole = 9L << 30;
    byte[] header = sized(cut(GOOD, 512), 0, pax ? 0 : hole);
    String record = "19 size=9663676416\n";
    byte[] front =
        pax
            ? joined(cut(typed(TarBuilder.pax().add("p", record).toBytes(), 0, 'x'), 1024), header)
            : header;
    Path file = TestImages.write(directory.resolve("big.tar"), front);
    byte[] image = TarBuilder.pax().add("2.jpg", "two").toBytes();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(image), front.length + hole);
    }
    long start = System.nanoTime();
    List<ImageReference> images = references(file);
    assertThat(System.nanoTime() - start).as("ns").isLessThan(2_000_000_000L);
    assertThat(images.stream().map(i -> i.getEncoded().getLength())).containsExactly(hole, 3L);
    assertThat(images.get(1).getEncoded().getOffset()).isEqualTo(front.length + hole + 512);
    ImageContent.Encoded content =
        (ImageContent.Encoded) ContentReader.upTo(100).read(images.get(1));
    assertThat(content.bytes()).isEqualTo("two".getBytes(StandardCharsets.UTF_8));
  }

  /** What the storage gives ends before the listed size: the file is not to blame. */
  @ParameterizedTest(name = "at byte {0}")
  @ValueSource(ints = {100, 1100, 1536, 2048, 2148, 3000})
  void aStreamThatEndsBeforeItsFileIsAFaultOfReading(int end) throws Exception {
    Path path = TestImages.write(directory.resolve("x.tar"), GOOD);
    Candidate whole = Candidate.of(new FileEntry(path.toString(), "x.tar", GOOD.length));
    TestImages.write(path, cut(GOOD, end));
    assertThatThrownBy(() -> TarListing.list(whole, SourceSettings.DEFAULT, image -> {}))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(TarDamageException.class)
        .hasMessageContaining(
            "was listed with %d bytes, but reading it ended at byte %d"
                .formatted(GOOD.length, end));
  }

  private List<String> lines(byte[] tar) throws IOException {
    Path file = TestImages.write(directory.resolve("x.tar"), tar);
    return references(file).stream().map(TarMalformedTest::line).toList();
  }

  private static List<ImageReference> references(Path file) throws IOException {
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(file.toString(), SourceSettings.DEFAULT).forEach(images::add);
    return images;
  }

  private static String line(ImageReference image) {
    String content =
        image.hasFault()
            ? image.getFault().getReason() + " at " + image.getFault().getOffset()
            : image.getContentCase().name().toLowerCase(java.util.Locale.ROOT);
    return "%s %s %s".formatted(image.getId(), image.getLabelName(), content);
  }

  /** Another archive, of an image that does not compress, behind the first. */
  private static byte[] noise(byte[] first) {
    byte[] image = new byte[5000];
    new java.util.Random(1).nextBytes(image);
    return TestImages.gzip(joined(first, TarBuilder.pax().add("3.jpg", image).toBytes()));
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    flipped[at] ^= 1;
    return flipped;
  }

  private static byte[] filled(byte[] bytes, int at, String text) {
    byte[] filled = bytes.clone();
    System.arraycopy(text.getBytes(StandardCharsets.UTF_8), 0, filled, at, text.length());
    return filled;
  }

  /** Gives a header another size, in base 256: the first bit set, then big-endian. */
  private static byte[] sized(byte[] bytes, int header, long size) {
    byte[] sized = bytes.clone();
    Arrays.fill(sized, header + 124, header + 128, (byte) (size < 0 ? 0xff : 0));
    sized[header + 124] |= (byte) 0x80;
    for (int i = 0; i < 8; i++) {
      sized[header + 128 + i] = (byte) (size >>> (56 - 8 * i));
    }
    checksum(sized, header);
    return sized;
  }

  private static byte[] typed(byte[] bytes, int header, char type) {
    byte[] typed = bytes.clone();
    typed[header + 156] = (byte) type;
    checksum(typed, header);
    return typed;
  }

  private static void checksum(byte[] bytes, int header) {
    Arrays.fill(bytes, header + 148, header + 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < 512; i++) {
      sum += bytes[header + i] & 0xff;
    }
    byte[] octal = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(octal, 0, bytes, header + 148, octal.length);
  }
}
