package io.github.simclrbeam.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.proto.BytesList;
import io.github.simclrbeam.proto.CarriedPixels;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.ExampleSpan;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.Features;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.proto.RawShape.Layout;
import io.github.simclrbeam.proto.RawSpan;
import io.github.simclrbeam.proto.Span;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.sources.ImageContent.Encoded;
import io.github.simclrbeam.sources.ImageContent.Raw;
import io.github.simclrbeam.sources.ImageContent.Unusable;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ContentReaderTest {
  private static final long MOST_BYTES = 1_000;
  private static final byte[] IMAGE = {1, 2, 3, 4, 5, 6};

  /** A file system of one file that fails a number of times first. */
  private static final class Flaky implements ContentReader.Storage {
    private final byte[] bytes;
    private final IOException failure;
    private int failures;
    private long most;

    Flaky(byte[] bytes, int failures, IOException failure) {
      this.bytes = bytes;
      this.failures = failures;
      this.failure = failure;
    }

    @Override
    public byte[] read(String uri, long limit) throws IOException {
      if (failures-- > 0) {
        throw failure;
      }
      most = Math.max(most, limit);
      return Arrays.copyOf(bytes, (int) Math.min(bytes.length, limit));
    }

    @Override
    public byte[] read(String uri, long offset, int length) throws IOException {
      return Arrays.copyOfRange(read(uri, bytes.length), (int) offset, (int) offset + length);
    }
  }

  private final List<Long> waits = new ArrayList<>();

  @TempDir Path directory;

  static Stream<ImageReference> waysToRead() {
    return Stream.of(
        image().setWholeFile(true).build(),
        image().setEncoded(Span.newBuilder().setLength(IMAGE.length)).build());
  }

  @ParameterizedTest
  @MethodSource("waysToRead")
  void aFaultOfReadingIsTriedAgainAndNoFaultOfTheImage(ImageReference image) throws Exception {
    Flaky storage = new Flaky(IMAGE, 3, new IOException("503 Service Unavailable"));
    assertThat(bytes(reader(storage).read(image))).isEqualTo(IMAGE);
    assertThat(waits).hasSize(3);
  }

  @ParameterizedTest
  @MethodSource("waysToRead")
  void aLastingFaultOfReadingIsThrownWithTheImagesName(ImageReference image) {
    Flaky storage = new Flaky(IMAGE, 4, new IOException("503 Service Unavailable"));
    assertThatThrownBy(() -> reader(storage).read(image))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4 times")
        .hasMessageContaining("cat/1.jpg (/in/cat/1.jpg)")
        .hasMessageContaining("503");
  }

  @ParameterizedTest
  @MethodSource("waysToRead")
  void aFileThatIsNotThereIsAFaultAtOnce(ImageReference image) throws Exception {
    Flaky storage = new Flaky(IMAGE, 1, new FileNotFoundException("gone"));
    assertThat(fault(reader(storage).read(image)).getReason()).isEqualTo("missing");
    assertThat(waits).isEmpty();
  }

  @Test
  void aTemporaryFileThatIsGoneIsNoFaultOfTheImage() {
    Span span = Span.newBuilder().setFile("/tmp/spool-1").setLength(6).build();
    Flaky storage = new Flaky(IMAGE, 1, new FileNotFoundException("/tmp/spool-1"));
    assertThatThrownBy(() -> reader(storage).read(image().setEncoded(span).build()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cat/1.jpg (/in/cat/1.jpg)")
        .hasMessageContaining("/tmp/spool-1");
  }

  @Test
  void aFileLargerThanTheLimitIsNotReadToItsEnd() throws Exception {
    Flaky storage = new Flaky(new byte[5_000], 0, null);
    Fault fault = fault(reader(storage).read(image().setWholeFile(true).build()));
    assertThat(fault.getReason()).isEqualTo("too-large");
    assertThat(fault.getMessage()).contains("at most 1000 bytes");
    assertThat(fault.getOffset()).isEqualTo(MOST_BYTES);
    assertThat(storage.most).isEqualTo(MOST_BYTES + 1);
  }

  @Test
  void aSpanLargerThanTheLimitIsNotReadAtAll() throws Exception {
    Span.Builder span = Span.newBuilder().setLength(1L << 40);
    Flaky storage = new Flaky(IMAGE, 9, new IOException("was read"));
    for (ImageReference image :
        List.of(
            image().setEncoded(span).build(),
            image().setRaw(RawSpan.newBuilder().setSpan(span)).build(),
            image().setExample(ExampleSpan.newBuilder().setSpan(span)).build())) {
      assertThat(fault(reader(storage).read(image)).getReason()).isEqualTo("too-large");
    }
  }

  @Test
  void aWholeFileMayBeCompressed() throws Exception {
    assertThat(bytes(wholeFile(TestImages.gzip(IMAGE)))).isEqualTo(IMAGE);
    assertThat(bytes(wholeFile(ZstdFiles.frame(IMAGE)))).isEqualTo(IMAGE);
  }

  @Test
  void aBombStopsAtTheLimit() throws Exception {
    byte[] zeros = new byte[200_000];
    for (byte[] bomb : List.of(TestImages.gzip(zeros), ZstdFiles.frame(zeros))) {
      assertThat(bomb).hasSizeLessThan((int) MOST_BYTES);
      Fault fault = fault(wholeFile(bomb));
      assertThat(fault.getReason()).isEqualTo("too-large");
      assertThat(fault.getBytes()).isEqualTo(MOST_BYTES + 1);
    }
  }

  @Test
  void aCompressedFileThatIsCutOrDamagedIsAFault() throws Exception {
    byte[] gzip = TestImages.gzip(IMAGE);
    Fault cut = fault(wholeFile(Arrays.copyOf(gzip, gzip.length - 5)));
    assertThat(cut.getReason()).isEqualTo("truncated");
    assertThat(cut.getOffset()).isEqualTo(gzip.length - 5);
    gzip[gzip.length - 5] ^= 1;
    Fault damaged = fault(wholeFile(gzip));
    assertThat(damaged.getReason()).isEqualTo("corrupt");
    assertThat(damaged.getMessage()).contains("GZIP").contains("CRC32");
  }

  @Test
  void pixelsAreReadFromASpanOrCarried() throws Exception {
    RawShape planes = shape(2, 1, 3, Layout.PLANES);
    byte[] file = {9, 9, 1, 2, 3, 4, 5, 6};
    Span.Builder span = Span.newBuilder().setOffset(2).setLength(6);
    ImageContent addressed =
        reader(new Flaky(file, 0, null))
            .read(image().setRaw(RawSpan.newBuilder().setSpan(span).setShape(planes)).build());
    ImageContent carried =
        reader(null)
            .read(
                image()
                    .setCarriedPixels(
                        CarriedPixels.newBuilder()
                            .setShape(planes)
                            .setValue(ByteString.copyFrom(IMAGE)))
                    .build());
    for (ImageContent content : List.of(addressed, carried)) {
      Raw raw = (Raw) content;
      assertThat(List.of(raw.width(), raw.height(), raw.channels())).containsExactly(2, 1, 3);
      assertThat(raw.pixels()).containsExactly(1, 3, 5, 2, 4, 6);
      assertThat(raw.stored()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void pixelsOfAnotherSizeThanTheirShapeAreAFault() throws Exception {
    CarriedPixels.Builder pixels =
        CarriedPixels.newBuilder()
            .setShape(shape(2, 2, 3, Layout.PLANES))
            .setValue(ByteString.copyFrom(IMAGE));
    Fault fault = fault(reader(null).read(image().setCarriedPixels(pixels).build()));
    assertThat(fault.getReason()).isEqualTo("corrupt");
    assertThat(fault.getMessage()).isEqualTo("pixels must be 12 bytes, but were: 6");
  }

  @Test
  void anExamplesImageIsTheFirstValueOfItsFeature() throws Exception {
    byte[] record = record("image/encoded", IMAGE);
    assertThat(bytes(example(record, "image/encoded", null))).isEqualTo(IMAGE);
    Raw raw = (Raw) example(record, "image/encoded", shape(1, 2, 3, Layout.INTERLEAVED));
    assertThat(raw.pixels()).isEqualTo(IMAGE);
    Fault none = fault(example(record, "image", null));
    assertThat(none.getReason()).isEqualTo("no-image");
    record[record.length - 1] ^= 1;
    Fault damaged = fault(example(record, "image/encoded", null));
    assertThat(damaged.getReason()).isEqualTo("corrupt");
    assertThat(damaged.getMessage()).contains("the record at byte 3 is damaged");
  }

  @Test
  void aRecordMayBeLargerThanTheLimitButItsImageMayNot() throws Exception {
    byte[] other = new byte[(int) MOST_BYTES * 5];
    byte[] record =
        ExampleBuilder.file(new ExampleBuilder().bytes("image", IMAGE).bytes("other", other));
    assertThat(bytes(example(record, "image", null))).isEqualTo(IMAGE);
    Fault fault = fault(example(record, "other", null));
    assertThat(fault.getReason()).isEqualTo("too-large");
    assertThat(fault.getBytes()).isEqualTo(other.length);
    RawShape pixels = shape(50, 100, 1, Layout.INTERLEAVED);
    assertThat(fault(example(record, "other", pixels)).getReason()).isEqualTo("too-large");
  }

  @Test
  void aRecordOfSixteenMebibytesBesideTheLargestImageIsTheLargest() throws Exception {
    long most = MOST_BYTES + (16 << 20);
    Flaky storage = new Flaky(IMAGE, 1, new FileNotFoundException("was read"));
    for (long bytes : List.of(most + 1, most)) {
      ExampleSpan.Builder span =
          ExampleSpan.newBuilder().setSpan(Span.newBuilder().setLength(bytes));
      assertThat(fault(reader(storage).read(image().setExample(span).build())).getReason())
          .isEqualTo(bytes > most ? "too-large" : "missing");
    }
  }

  @Test
  void aSpanThatReachesBeyondItsFileIsAFaultAtOnce() throws Exception {
    String file = TestImages.write(directory.resolve("cut.tar"), new byte[10]).toString();
    Span.Builder span = Span.newBuilder().setOffset(8).setLength(6);
    try (ContentReader reader = ContentReader.upTo(MOST_BYTES)) {
      Fault fault = fault(reader.read(image().setUri(file).setEncoded(span).build()));
      assertThat(fault.getReason()).isEqualTo("truncated");
      assertThat(fault.getMessage()).contains("ends at byte 10, but 6 bytes from 8");
      assertThat(fault.getOffset()).isEqualTo(10);
      span.setFile(file);
      assertThatThrownBy(() -> reader.read(image().setEncoded(span).build()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cat/1.jpg (/in/cat/1.jpg)");
    }
  }

  @Test
  void whatListingFoundToBeAFaultStaysOne() throws Exception {
    Fault fault = FaultReasons.fault(FaultReasons.NO_IMAGE, "row 7 is empty", 7, 0);
    assertThat(fault(reader(null).read(image().setFault(fault).build()))).isEqualTo(fault);
  }

  private ImageContent wholeFile(byte[] file) throws IOException {
    return reader(new Flaky(file, 0, null)).read(image().setWholeFile(true).build());
  }

  private ImageContent example(byte[] record, String feature, RawShape raw) throws IOException {
    byte[] file = ZstdFiles.joined(new byte[3], record);
    ExampleSpan.Builder example =
        ExampleSpan.newBuilder()
            .setSpan(Span.newBuilder().setOffset(3).setLength(record.length))
            .setFeature(feature);
    if (raw != null) {
      example.setRaw(raw);
    }
    return reader(new Flaky(file, 0, null)).read(image().setExample(example).build());
  }

  private static byte[] record(String feature, byte[] value) throws IOException {
    BytesList values = BytesList.newBuilder().addValue(ByteString.copyFrom(value)).build();
    Features features =
        Features.newBuilder()
            .putFeature(feature, Feature.newBuilder().setBytesList(values).build())
            .build();
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (TfRecordWriter writer = new TfRecordWriter(file)) {
      writer.write(Example.newBuilder().setFeatures(features).build().toByteArray());
    }
    return file.toByteArray();
  }

  private ContentReader reader(ContentReader.Storage storage) {
    return ContentReader.of(MOST_BYTES, storage, waits::add);
  }

  private static ImageReference.Builder image() {
    return ImageReference.newBuilder().setId("cat/1.jpg").setUri("/in/cat/1.jpg");
  }

  private static RawShape shape(int width, int height, int channels, Layout layout) {
    return RawShape.newBuilder()
        .setWidth(width)
        .setHeight(height)
        .setChannels(channels)
        .setLayout(layout)
        .build();
  }

  private static byte[] bytes(ImageContent content) {
    return ((Encoded) content).bytes();
  }

  private static Fault fault(ImageContent content) {
    return ((Unusable) content).fault();
  }
}
