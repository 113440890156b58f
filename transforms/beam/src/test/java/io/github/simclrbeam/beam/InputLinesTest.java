package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.images.DecodeLimits;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.proto.RawSpan;
import io.github.simclrbeam.sources.ImageContent;
import org.junit.jupiter.api.Test;

final class InputLinesTest {
  /** SHA-256 of the two bytes 1, 2. */
  private static final String DIGEST =
      "a12871fee210fb8619291eaea194581cbd2531e4b23759d225f6806923f63222";

  private static final byte[] BYTES = {1, 2};

  @Test
  void anImageIsItsIdItsLabelAndItsContent() {
    assertThat(lines(image("a/b c.png").setLabel(3).build(), new ImageContent.Encoded(BYTES)))
        .isEqualTo("a/b c.png 3 " + DIGEST + "\n");
    assertThat(lines(image("x").build(), new ImageContent.Encoded(BYTES)))
        .isEqualTo("x - " + DIGEST + "\n");
  }

  @Test
  void whereItLiesIsNoPartOfIt() {
    ImageContent content = new ImageContent.Encoded(BYTES);
    assertThat(lines(image("x").setUri("/one").build(), content))
        .isEqualTo(lines(image("x").setUri("/other").build(), content));
  }

  @Test
  void storedPixelsOfAnotherShapeAreAnotherImage() {
    RawShape shape =
        RawShape.newBuilder()
            .setWidth(2)
            .setHeight(1)
            .setChannels(1)
            .setLayout(RawShape.Layout.PLANES)
            .build();
    ImageReference image =
        image("x").setRaw(RawSpan.newBuilder().setShape(shape)).setLabel(0).build();
    assertThat(lines(image, new ImageContent.Raw(2, 1, 1, BYTES, BYTES)))
        .isEqualTo("x 0 " + DIGEST + " 2 1 1 PLANES\n");
  }

  @Test
  void whatCannotBeReadIsItsFault() {
    Fault fault =
        Fault.newBuilder()
            .setReason("missing")
            .setMessage("there is no such file")
            .setOffset(-1)
            .setBytes(-1)
            .build();
    assertThat(lines(image("x").build(), new ImageContent.Unusable(fault)))
        .isEqualTo("x - !missing -1 -1 there is no such file\n");
  }

  @Test
  void aChunkOfTheSameLinesUnderOtherSettingsIsAnotherChunk() {
    ViewSettings views =
        new ViewSettings(RecipeMessages.toMessage(Recipes.none()), 8, 3, 1, 0, ViewEncoding.RAW, 1);
    ViewSettings larger =
        new ViewSettings(RecipeMessages.toMessage(Recipes.none()), 9, 3, 1, 0, ViewEncoding.RAW, 1);
    DecodeSettings decode = DecodeSettings.DEFAULT;
    DecodeSettings stricter = decode.withLimits(new DecodeLimits(10, 10));
    assertThat(new WorkSettings(views, decode).chunkDigest("x\n"))
        .hasSize(64)
        .isEqualTo(new WorkSettings(views, decode).chunkDigest("x\n"))
        .isNotEqualTo(new WorkSettings(views, decode).chunkDigest("y\n"))
        .isNotEqualTo(new WorkSettings(larger, decode).chunkDigest("x\n"))
        .isNotEqualTo(new WorkSettings(views, stricter).chunkDigest("x\n"));
  }

  @Test
  void everySettingOfViewsDecidesAboutChunksAndShards() {
    assertThat(ViewSettings.class.getRecordComponents())
        .as("a new one must be added to both methods of WorkSettings")
        .hasSize(7);
  }

  private static ImageReference.Builder image(String id) {
    return ImageReference.newBuilder().setId(id);
  }

  private static String lines(ImageReference image, ImageContent content) {
    InputLines lines = new InputLines();
    lines.add(image, content);
    return lines.toString();
  }
}
