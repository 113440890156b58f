package io.github.simclrbeam.images;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The JDK's own codecs, slower than OpenCV's, for what that one cannot do. */
final class JdkReader {
  private JdkReader() {}

  /** What is asked of a codec. */
  interface Request<T> {
    T from(ImageReader reader) throws IOException;
  }

  /**
   * Asks the codec of a format about an image.
   *
   * @param format "jpeg" or "tiff"
   * @throws UndecodableImageException if the codec cannot
   */
  static <T> T ask(String format, byte[] encoded, Request<T> request)
      throws UndecodableImageException {
    ImageReader reader = reader(format);
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
      reader.setInput(in, true, true);
      return request.from(reader);
    } catch (IOException | RuntimeException e) {
      throw new UndecodableImageException(
          UndecodableImageException.CORRUPT,
          "the %s cannot be decoded: %s".formatted(format.toUpperCase(java.util.Locale.ROOT), e),
          -1);
    } finally {
      reader.dispose();
    }
  }

  /** Another plug-in on the class path must not change pixels. */
  private static ImageReader reader(String format) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
    while (readers.hasNext()) {
      ImageReader reader = readers.next();
      if ("java.desktop".equals(reader.getClass().getModule().getName())) {
        return reader;
      }
    }
    throw new IllegalStateException(
        "this Java has no %s codec: module java.desktop is missing".formatted(format));
  }
}
