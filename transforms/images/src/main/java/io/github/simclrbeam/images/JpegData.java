package io.github.simclrbeam.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Whether a JPEG's scans hold data for all of its blocks; slow, so only asked on suspicion. */
final class JpegData {
  private JpegData() {}

  /**
   * Decodes once more with the JDK's codec, which warns where OpenCV's is silent.
   *
   * @throws UndecodableImageException if data are missing before the end-of-image marker
   */
  static void check(byte[] encoded, long end) throws UndecodableImageException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
    StringBuilder warnings = new StringBuilder();
    IIOReadWarningListener listener = (source, warning) -> warnings.append(warning).append(' ');
    try (ImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      reader.addIIOReadWarningListener(listener);
      reader.setInput(in, true, true);
      reader.readRaster(0, null);
    } catch (IOException | RuntimeException e) {
      // What the JDK's codec cannot read at all it cannot call cut either.
      return;
    } finally {
      reader.dispose();
    }
    if (warnings.indexOf("premature end") >= 0) {
      throw new UndecodableImageException(
          UndecodableImageException.TRUNCATED,
          "the JPEG is cut: its data end before the last block",
          end);
    }
  }
}
