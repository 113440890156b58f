package io.github.simclrbeam.images;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV's codecs behind plain arrays; loads the native libraries on first use. Nothing native
 * outlives a call.
 */
final class OpenCv {
  static {
    // JavaCPP otherwise refuses to allocate once the process as a whole, other native libraries
    // included, takes four times the Java heap, and asks the system for that at every allocation.
    if (System.getProperty("org.bytedeco.javacpp.maxPhysicalBytes") == null) {
      System.setProperty("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    }
    // Parallelism is the caller's: one image, one thread.
    opencv_core.setNumThreads(1);
  }

  private OpenCv() {}

  /**
   * Decodes.
   *
   * @param header what the image announces; only its size is looked at
   * @param flags of IMREAD
   * @throws UndecodableImageException if OpenCV gives up, or finds another size
   */
  static Raster decode(byte[] encoded, ImageHeader header, int flags)
      throws UndecodableImageException {
    Optional<Raster> decoded = decode(encoded, flags);
    if (decoded.isEmpty()) {
      throw corrupt(
          "the %s of %d x %d pixels cannot be decoded"
              .formatted(header.type(), header.width(), header.height()));
    }
    Raster raster = decoded.get();
    if (raster.width() != header.width() || raster.height() != header.height()) {
      throw corrupt(
          "the %s's header says %d x %d pixels, but it holds: %d x %d"
              .formatted(
                  header.type(), header.width(), header.height(), raster.width(), raster.height()));
    }
    return raster;
  }

  private static Optional<Raster> decode(byte[] encoded, int flags) {
    try (PointerScope scope = new PointerScope()) {
      BytePointer data = new BytePointer(encoded);
      Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8UC1, data);
      Mat image = opencv_imgcodecs.imdecode(buffer, flags);
      if (image == null || image.empty()) {
        return Optional.empty();
      }
      return raster(image);
    } catch (RuntimeException e) {
      // What OpenCV throws arrives as a plain RuntimeException.
      return Optional.empty();
    }
  }

  private static UndecodableImageException corrupt(String message) {
    return new UndecodableImageException(UndecodableImageException.CORRUPT, message, -1);
  }

  /** Encodes 8-bit pixels (1 channel, or 3 in the order blue, green, red) with IMWRITE options. */
  static byte[] encode(
      String extension, byte[] bgr, int width, int height, int channels, int... options) {
    try (PointerScope scope = new PointerScope()) {
      BytePointer data = new BytePointer(bgr);
      Mat image = new Mat(height, width, opencv_core.CV_8UC(channels), data);
      BytePointer out = new BytePointer();
      if (!opencv_imgcodecs.imencode(
          new BytePointer(extension), image, out, new IntPointer(options))) {
        throw new IllegalStateException("OpenCV could not encode " + extension);
      }
      byte[] encoded = new byte[Math.toIntExact(out.limit())];
      out.get(encoded);
      return encoded;
    }
  }

  /** Returns OpenCV's version, e.g. "4.13.0". */
  static String version() {
    return opencv_core.getVersionMajor()
        + "."
        + opencv_core.getVersionMinor()
        + "."
        + opencv_core.getVersionRevision();
  }

  private static Optional<Raster> raster(Mat image) {
    int depth = image.depth();
    if (depth != opencv_core.CV_8U && depth != opencv_core.CV_16U) {
      return Optional.empty();
    }
    boolean wide = depth == opencv_core.CV_16U;
    long rowBytes = (long) image.cols() * image.channels() * (wide ? 2 : 1);
    byte[] bytes = new byte[Math.toIntExact(rowBytes * image.rows())];
    if (image.isContinuous()) {
      image.data().get(bytes);
    } else {
      for (int y = 0; y < image.rows(); y++) {
        image.ptr(y).get(bytes, Math.toIntExact(y * rowBytes), (int) rowBytes);
      }
    }
    return Optional.of(
        new Raster(image.cols(), image.rows(), image.channels(), wide, false, bytes));
  }
}
