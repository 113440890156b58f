package io.github.simclrbeam.images;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The JDK's JPEG codec, slower than OpenCV's, for what that one cannot do: hand out four components
 * as they are stored, and tell that data are missing.
 *
 * @param raster the components, with no colour conversion
 * @param cut whether the data end before the last block
 */
record JdkJpeg(Raster raster, boolean cut) {
  private static final String CUT_WARNING = "premature end";

  /**
   * Decodes.
   *
   * @throws IOException if this codec cannot
   */
  static JdkJpeg decode(byte[] encoded) throws IOException {
    ImageReader reader = reader();
    StringBuilder warnings = new StringBuilder();
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      reader.addIIOReadWarningListener((source, warning) -> warnings.append(warning).append('\n'));
      reader.setInput(in, true, true);
      Raster raster = reader.readRaster(0, null);
      return new JdkJpeg(raster, warnings.indexOf(CUT_WARNING) >= 0);
    } catch (RuntimeException e) {
      throw new IOException(e);
    } finally {
      reader.dispose();
    }
  }

  /** Another plug-in on the class path must not change pixels. */
  private static ImageReader reader() {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw new IllegalStateException("this Java has no JPEG codec: module java.desktop is missing");
  }
}
