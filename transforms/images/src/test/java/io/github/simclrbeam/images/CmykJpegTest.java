package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Point;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/** Adobe stores CMYK inverted; without its segment 255 is full ink. */
final class CmykJpegTest {
  private static final int CYAN = 200;
  private static final int BLACK = 50;

  @Test
  void plainInksDarken() throws Exception {
    // red = 255 x (1 - 200/255) x (1 - 50/255) = 44, green = blue = 205
    assertColour(ImageDecoder.decode(jpeg(CYAN, 0, 0, BLACK), 3), 44, 205, 205);
  }

  @Test
  void adobesInksAreInverted() throws Exception {
    byte[] encoded = withAdobe(jpeg(255 - CYAN, 255, 255, 255 - BLACK), 0);
    assertColour(ImageDecoder.decode(encoded, 3), 44, 205, 205);
  }

  @Test
  void adobesInksMayBeStoredAsLuminanceAndColour() throws Exception {
    // Y = 85, Cb = Cr = 128 is the complement of light 170; black 255 is none.
    byte[] encoded = withAdobe(jpeg(85, 128, 128, 255), 2);
    assertColour(ImageDecoder.decode(encoded, 3), 170, 170, 170);
  }

  private static void assertColour(Pixels pixels, int red, int green, int blue) {
    Pixels expected = new Pixels(8, 8, 3, repeat(TestImages.bytes(red, green, blue), 64));
    assertThat(TestImages.distance(pixels, expected)).isLessThanOrEqualTo(2);
  }

  private static byte[] repeat(byte[] pixel, int times) {
    byte[] all = new byte[pixel.length * times];
    for (int i = 0; i < all.length; i++) {
      all[i] = pixel[i % pixel.length];
    }
    return all;
  }

  /** A JPEG of one colour with four components as given and no Adobe segment. */
  private static byte[] jpeg(int... components) throws Exception {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, new Point());
    for (int y = 0; y < 8; y++) {
      for (int x = 0; x < 8; x++) {
        raster.setPixel(x, y, components);
      }
    }
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.write(new IIOImage(raster, null, null));
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }

  private static byte[] withAdobe(byte[] jpeg, int transform) {
    byte[] segment =
        TestImages.bytes(0xff, 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, transform);
    return TestImages.join(
        new byte[] {jpeg[0], jpeg[1]}, segment, TestImages.cut(jpeg, 2, jpeg.length));
  }
}
