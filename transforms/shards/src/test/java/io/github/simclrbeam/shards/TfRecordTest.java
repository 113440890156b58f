package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TfRecordTest {
  private static final String EMPTY = "000000000000000029039807d8ea82a2";
  private static final String ABC = "0300000000000000b099490e6162636e57f121";
  private static final String LENGTH_2_TO_THE_31 = "0000008000000000ecaf3072";
  private static final String LENGTH_2_TO_THE_62 = "00000000000000407f85f000";

  static LongStream seeds() {
    return LongStream.range(0, 10).map(i -> Long.getLong("test.seed", 1) + i);
  }

  @Test
  void checksumIsCastagnolis() {
    CRC32C crc = new CRC32C();
    crc.update("123456789".getBytes(StandardCharsets.US_ASCII));
    assertThat(crc.getValue()).isEqualTo(0xe3069283L);
  }

  @Test
  void recordsHaveTheKnownBytes() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TfRecordWriter writer = new TfRecordWriter(out);
    writer.write(new byte[0]);
    writer.write("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(EMPTY + ABC);
    CRC32C crc = new CRC32C();
    crc.update(out.toByteArray());
    assertThat(writer.crc32c()).isEqualTo((int) crc.getValue());
    assertThat(writer.bytes()).isEqualTo(35);
    assertThat(writer.records()).isEqualTo(2);
  }

  @Test
  void knownBytesAreRead() throws Exception {
    TfRecordReader reader = reader(EMPTY + ABC);
    assertThat(reader.next()).contains(new byte[0]);
    assertThat(reader.next()).contains("abc".getBytes(StandardCharsets.US_ASCII));
    assertThat(reader.recordOffset()).isEqualTo(16);
    assertThat(reader.next()).isEmpty();
    assertThat(reader.next()).isEmpty();
    assertThat(reader.bytes()).isEqualTo(35);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void whatIsWrittenIsRead(long seed) throws Exception {
    Random random = new Random(seed);
    List<byte[]> records = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TfRecordWriter writer = new TfRecordWriter(out);
    for (int i = 0; i < 50; i++) {
      byte[] record = new byte[random.nextInt(300)];
      random.nextBytes(record);
      records.add(record);
      writer.write(record);
    }
    byte[] file = out.toByteArray();
    TfRecordReader reader = new TfRecordReader(new Trickle(file, random), "f", file.length);
    for (byte[] record : records) {
      assertThat(reader.next()).contains(record);
    }
    assertThat(reader.next()).isEmpty();
    assertThat(reader.crc32c()).isEqualTo(writer.crc32c());
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        row(
            "length 2^31 with a valid checksum",
            LENGTH_2_TO_THE_31 + "00000000",
            "the record's length must be at most the 0 bytes that are left, but was: 2147483648",
            0),
        row(
            "length 2^62 with a valid checksum",
            ABC + LENGTH_2_TO_THE_62 + "00000000",
            "the record's length must be at most the 0 bytes that are left, but was:"
                + " 4611686018427387904",
            19),
        row(
            "length 2^64 - 1 with a valid checksum",
            header(-1) + "00000000",
            "the record's length must be at most the 0 bytes that are left, but was:"
                + " 18446744073709551615",
            0),
        row(
            "length one more than is left",
            header(4) + "61626300000000",
            "the record's length must be at most the 3 bytes that are left, but was: 4",
            0),
        row(
            "bit flipped in the length",
            "0200000000000000b099490e6162636e57f121",
            "the length's checksum must be 340b2778, but was: 0e4999b0",
            0),
        row(
            "bit flipped in the length's checksum",
            "0300000000000000b199490e6162636e57f121",
            "the length's checksum must be 0e4999b0, but was: 0e4999b1",
            0),
        row(
            "bit flipped in the data",
            EMPTY + "0300000000000000b099490e6162626e57f121",
            "the data's checksum must be 1bec7319, but was: 21f1576e",
            16),
        row(
            "bit flipped in the data's checksum",
            "0300000000000000b099490e6162636f57f121",
            "the data's checksum must be 21f1576e, but was: 21f1576f",
            0),
        row(
            "file ends within a header",
            ABC + "03000000000000",
            "the file ends within a record's header: 7 of 12 bytes",
            19),
        row(
            "compressed by gzip",
            "1f8b0800000000000003636060",
            "the file must be plain TFRecord, but is compressed by gzip: unpack it",
            0),
        row(
            "another format",
            HexFormat.of().formatHex("a text that is no TFRecord".getBytes(StandardCharsets.UTF_8)),
            "the length's checksum must be 1d99ec11, but was: 20746168",
            0));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void liesAreNamedWithFileAndOffset(String name, String hex, String message, long offset) {
    CorruptShardException fault =
        catchThrowableOfType(
            CorruptShardException.class,
            () -> {
              TfRecordReader reader = reader(hex);
              while (reader.next().isPresent()) {}
            });
    assertThat(fault).hasMessage(message + " (toy.tfrecord, byte " + offset + ")");
    assertThat(fault.problem()).isEqualTo(message);
    assertThat(fault.file()).isEqualTo("toy.tfrecord");
    assertThat(fault.offset()).isEqualTo(offset);
  }

  @Test
  void everyCutIsRefused() {
    byte[] whole = HexFormat.of().parseHex(ABC);
    for (int length = 1; length < whole.length; length++) {
      TfRecordReader reader =
          new TfRecordReader(new ByteArrayInputStream(Arrays.copyOf(whole, length)), "f", length);
      assertThat(catchThrowableOfType(CorruptShardException.class, reader::next)).isNotNull();
    }
  }

  @Test
  void fileThatIsShorterThanStatedIsRefused() {
    byte[] cut = Arrays.copyOf(HexFormat.of().parseHex(ABC), 17);
    TfRecordReader reader = new TfRecordReader(new ByteArrayInputStream(cut), "f", 19);
    assertThat(catchThrowableOfType(CorruptShardException.class, reader::next))
        .hasMessage("the file ends within a record's checksum: 2 of 4 bytes (f, byte 0)");
  }

  @Test
  void theRecordBehindACorruptOneIsRead() throws Exception {
    TfRecordReader reader = reader("0300000000000000b099490e6162626e57f121" + ABC);
    assertThat(catchThrowableOfType(CorruptShardException.class, reader::next)).isNotNull();
    assertThat(reader.next()).map(String::new).isEqualTo(Optional.of("abc"));
  }

  private static Arguments row(String name, String hex, String message, long offset) {
    return Arguments.of(name, hex, message, offset);
  }

  private static String header(long length) {
    return HexFormat.of().formatHex(TfRecordFraming.header(length));
  }

  private static TfRecordReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new TfRecordReader(new ByteArrayInputStream(bytes), "toy.tfrecord", bytes.length);
  }

  /** Returns fewer bytes than asked for, as network streams do. */
  private static final class Trickle extends FilterInputStream {
    private final Random random;

    Trickle(byte[] bytes, Random random) {
      super(new ByteArrayInputStream(bytes));
      this.random = random;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return super.read(into, offset, length == 0 ? 0 : 1 + random.nextInt(Math.min(length, 7)));
    }
  }
}
