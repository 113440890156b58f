package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.images.Animations;
import io.github.simclrbeam.images.DecodeLimits;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.Truncated;
import io.github.simclrbeam.proto.CarriedPixels;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.sources.ContentReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReadImageTest {
  private static final ImageReference IMAGE =
      ImageReference.newBuilder()
          .setId("cat/1.jpg")
          .setUri("/in/cat/1.jpg")
          .setWholeFile(true)
          .build();

  /** A file system of one file that fails a number of times first. */
  private static final class Flaky implements ContentReader.Storage {
    private final byte[] bytes;
    private int failures;

    Flaky(int failures, byte[] bytes) {
      this.bytes = bytes;
      this.failures = failures;
    }

    @Override
    public byte[] read(String uri, long most) throws IOException {
      if (failures-- > 0) {
        throw new IOException("503 Service Unavailable");
      }
      return Arrays.copyOf(bytes, (int) Math.min(bytes.length, most));
    }

    @Override
    public byte[] read(String uri, long offset, int length) throws IOException {
      return Arrays.copyOfRange(read(uri, bytes.length), (int) offset, (int) offset + length);
    }
  }

  private static final int RETRIES = 3;

  private final List<Long> waits = new ArrayList<>();

  @Test
  void aDecodedImageHasItsPixelsAndTheDigestOfItsFile() throws Exception {
    byte[] file = TestImages.png(20, 10, 1);
    DecodedImage image = (DecodedImage) read(0, file);
    assertThat(image.reference()).isEqualTo(IMAGE);
    assertThat(image.width()).isEqualTo(20);
    assertThat(image.height()).isEqualTo(10);
    assertThat(image.source(1).hwc()).isEqualTo(TestImages.pixels(20, 10, 1).bytes());
    assertThat(image.contentDigest()).isEqualTo(ContentDigest.of(file)).hasSize(64);
    assertThat(image.bytes()).isEqualTo(file.length);
  }

  @Test
  void aFaultOfReadingIsTriedAgainAndNoFaultOfTheImage() throws Exception {
    assertThat(read(RETRIES, TestImages.png(4, 4, 1))).isInstanceOf(DecodedImage.class);
    assertThat(waits).hasSize(RETRIES);
  }

  @Test
  void aLastingFaultOfReadingIsThrownWithTheImagesName() {
    assertThatThrownBy(() -> read(RETRIES + 1, TestImages.png(4, 4, 1)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("4 times")
        .hasMessageContaining("cat/1.jpg (/in/cat/1.jpg)")
        .hasMessageContaining("503");
  }

  @Test
  void badImagesBecomeDeadLettersThatSayWhichWhyAndWhere() throws Exception {
    assertThat(letter(new byte[0]))
        .isEqualTo(
            DeadLetter.newBuilder()
                .setUri("/in/cat/1.jpg")
                .setId("cat/1.jpg")
                .setBytes(0)
                .setStage("decode")
                .setReason("empty")
                .setMessage(letter(new byte[0]).getMessage())
                .setOffset(letter(new byte[0]).getOffset())
                .build());
    DeadLetter text = letter("no image at all".getBytes(StandardCharsets.UTF_8));
    assertThat(text.getReason()).isEqualTo("not-an-image");
    assertThat(text.getBytes()).isEqualTo(15);
    byte[] jpeg = TestImages.jpeg(64, 64, 1);
    DeadLetter cut = letter(Arrays.copyOf(jpeg, jpeg.length * 6 / 10));
    assertThat(cut.getReason()).isEqualTo("truncated");
    assertThat(cut.getOffset()).isPositive();
    assertThat(cut.getMessage()).isNotBlank().doesNotContain("\n");
  }

  @Test
  void aFileLargerThanTheLimitIsNotReadToItsEnd() throws Exception {
    DeadLetter letter = letter(new byte[30_000]);
    assertThat(letter.getReason()).isEqualTo("too-large");
    assertThat(letter.getStage()).isEqualTo("read");
    assertThat(letter.getOffset()).isEqualTo(29_999);
  }

  @Test
  void aGrayImageBecomesThreeEqualChannelsWhenColourIsAskedFor() throws Exception {
    CarriedPixels raw =
        CarriedPixels.newBuilder()
            .setShape(RawShape.newBuilder().setWidth(2).setHeight(1).setChannels(1))
            .setValue(com.google.protobuf.ByteString.copyFrom(new byte[] {7, -1}))
            .build();
    ImageReference gray = ImageReference.newBuilder().setId("g").setCarriedPixels(raw).build();
    DecodedImage image =
        (DecodedImage)
            ReadImage.withChannels(3, DecodeSettings.DEFAULT).read(gray, Reductions.WHOLE);
    assertThat(image.decoder()).isEqualTo("raw");
    assertThat(image.source(1).hwc()).containsExactly(7, 7, 7, -1, -1, -1);
    assertThat(image.contentDigest()).isEqualTo(ContentDigest.of(new byte[] {7, -1}));
  }

  @Test
  void aJpegIsDecodedAtTheReductionsThatItsSizeAsksFor() throws Exception {
    byte[] jpeg = TestImages.jpeg(100, 60, 1);
    DecodedImage image =
        (DecodedImage)
            read(0, jpeg, (width, height) -> width == 100 && height == 60 ? Set.of(2, 8) : null);
    assertThat(image.width()).isEqualTo(100);
    assertThat(image.sources()).containsOnlyKeys(2, 8);
    assertThat(image.source(2).width()).isEqualTo(50);
    assertThat(image.source(8).height()).isEqualTo(8);
    assertThat(image.source(8).reduction()).isEqualTo(8);
    assertThatThrownBy(() -> image.source(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("reduction must be one of")
        .hasMessageEndingWith("but was: 4");
  }

  @Test
  void whatCannotBeReducedStandsWholeForEveryReduction() throws Exception {
    DecodedImage image =
        (DecodedImage) read(0, TestImages.png(20, 10, 1), (width, height) -> Set.of(2, 8));
    assertThat(image.source(2)).isEqualTo(image.source(8));
    assertThat(image.source(8).reduction()).isEqualTo(1);
    assertThat(image.source(8).hwc()).isEqualTo(TestImages.pixels(20, 10, 1).bytes());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void aCutJpegIsBadAtEveryReduction(int reduction) throws Exception {
    byte[] jpeg = TestImages.jpeg(64, 64, 1);
    byte[] cut = Arrays.copyOf(jpeg, jpeg.length * 6 / 10);
    byte[] closed = Arrays.copyOf(cut, cut.length + 2);
    closed[cut.length] = (byte) 0xff;
    closed[cut.length + 1] = (byte) 0xd9;
    for (byte[] file : new byte[][] {cut, closed}) {
      BadImage bad = (BadImage) read(0, file, (width, height) -> Set.of(reduction));
      assertThat(bad.deadLetter()).isEqualTo(letter(file));
      assertThat(bad.deadLetter().getReason()).isEqualTo("truncated");
    }
  }

  private DeadLetter letter(byte[] file) throws IOException {
    return ((BadImage) read(0, file)).deadLetter();
  }

  private ReadOutcome read(int failures, byte[] file) throws IOException {
    return read(failures, file, Reductions.WHOLE);
  }

  private ReadOutcome read(int failures, byte[] file, Reductions reductions) throws IOException {
    DecodeSettings settings =
        new DecodeSettings(
            new DecodeLimits(1_000_000, 29_999), 0, Truncated.STRICT, Animations.FIRST_FRAME);
    ContentReader reader =
        ContentReader.of(settings.limits().maxBytes(), new Flaky(failures, file), waits::add);
    return ReadImage.of(3, settings, reader).read(IMAGE, reductions);
  }
}
