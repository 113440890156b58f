package io.github.simclrbeam.images;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Encodes JPEGs, with native memory that is kept from view to view: taking it anew costs a fifth of
 * the time. Not thread-safe.
 */
final class JpegEncoder implements AutoCloseable {
  /** Memory for larger images is given back at once. */
  private static final int MOST_KEPT_BYTES = 4 << 20;

  /** Its memory goes when a thread has ended and its encoder is collected. */
  private static final ThreadLocal<JpegEncoder> OF_THREAD =
      ThreadLocal.withInitial(JpegEncoder::new);

  private final Mat pixels = new Mat();

  /** OpenCV's order of colours. */
  private final Mat reversed = new Mat();

  private final BytePointer encoded = new BytePointer();
  private final BytePointer extension = new BytePointer(".jpg");
  private final IntPointer options =
      new IntPointer(
          opencv_imgcodecs.IMWRITE_JPEG_QUALITY,
          0,
          opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR,
          opencv_imgcodecs.IMWRITE_JPEG_SAMPLING_FACTOR_444,
          opencv_imgcodecs.IMWRITE_JPEG_PROGRESSIVE,
          0,
          opencv_imgcodecs.IMWRITE_JPEG_OPTIMIZE,
          0,
          opencv_imgcodecs.IMWRITE_JPEG_RST_INTERVAL,
          0);

  static {
    OpenCv.load();
  }

  private JpegEncoder() {}

  /** Encodes on this thread's memory. */
  static byte[] encode(Pixels pixels, int quality) {
    if (pixels.bytes().length <= MOST_KEPT_BYTES) {
      return OF_THREAD.get().encoded(pixels, quality);
    }
    try (JpegEncoder encoder = new JpegEncoder()) {
      return encoder.encoded(pixels, quality);
    }
  }

  private byte[] encoded(Pixels image, int quality) {
    pixels.create(image.height(), image.width(), opencv_core.CV_8UC(image.channels()));
    pixels.data().put(image.bytes());
    Mat ordered = pixels;
    if (image.channels() == 3) {
      opencv_imgproc.cvtColor(pixels, reversed, opencv_imgproc.COLOR_RGB2BGR);
      ordered = reversed;
    }
    options.put(1, quality);
    if (!opencv_imgcodecs.imencode(extension, ordered, encoded, options)) {
      throw new IllegalStateException("OpenCV could not encode " + image + " as JPEG");
    }
    byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
    encoded.get(bytes);
    return bytes;
  }

  @Override
  public void close() {
    pixels.close();
    reversed.close();
    encoded.close();
    extension.close();
    options.close();
  }
}
