package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourceSettings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is called says nothing of what it is. */
final class WrongExtensionTest {
  private static final byte[] COLOUR = {12, 18, 15};

  /** One lossless pixel of that colour. */
  private static final byte[] WEBP =
      HexFormat.of()
          .parseHex("524946461e000000574542505650384c110000002f0000000007508932f4a1ff8188e87f0000");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"png", "bmp", "gif", "tiff", "webp"})
  void contentDecidesWhatAFileCalledJpgIs(String format) throws Exception {
    byte[] bytes = format.equals("webp") ? WEBP : onePixel(format);
    TestImages.write(directory.resolve("image.jpg"), bytes);
    List<ImageReference> images = new ArrayList<>();
    ImageSource.open(directory.toString(), SourceSettings.DEFAULT).forEach(images::add);
    assertThat(images).hasSize(1);
    try (ReadImage read = ReadImage.withChannels(3, DecodeSettings.DEFAULT)) {
      DecodedImage image = (DecodedImage) read.read(images.get(0), Reductions.WHOLE);
      assertThat(image.source(1).hwc()).isEqualTo(COLOUR);
      assertThat(image.warnings()).isEmpty();
    }
  }

  private static byte[] onePixel(String format) throws IOException {
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, COLOUR[0] << 16 | COLOUR[1] << 8 | COLOUR[2]);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(image, format, bytes)).isTrue();
    return bytes.toByteArray();
  }
}
