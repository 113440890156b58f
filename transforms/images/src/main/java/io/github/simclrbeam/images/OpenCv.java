package io.github.simclrbeam.images;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * OpenCV's decoders behind plain arrays; loads the native libraries on first use. Nothing native
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

  /** Makes sure that the libraries are loaded, with the settings above. */
  static void load() {}

  /**
   * Decodes.
   *
   * @param header what the image announces; only its size is looked at
   * @param flags of IMREAD
   * @throws UndecodableImageException if OpenCV gives up, or finds another size
   * @throws OutOfMemoryError if there is no memory for the image, which is not the image's fault
   */
  static Raster decode(byte[] encoded, ImageHeader header, int flags)
      throws UndecodableImageException {
    return decode(encoded, header, flags, 1);
  }

  /**
   * Decodes a JPEG to pixels that stand for reduction x reduction of its own: 1, 2, 4 or 8. Sides
   * are rounded up.
   */
  static Raster decode(byte[] encoded, ImageHeader header, int flags, int reduction)
      throws UndecodableImageException {
    int width = (header.width() + reduction - 1) / reduction;
    int height = (header.height() + reduction - 1) / reduction;
    Optional<Raster> decoded = decode(encoded, flags | reducing(reduction));
    if (decoded.isEmpty()) {
      // Within its codecs OpenCV swallows what is thrown.
      checkMemory(header, width, height);
      throw corrupt(
          "the %s of %d x %d pixels cannot be decoded"
              .formatted(header.type(), header.width(), header.height()));
    }
    Raster raster = decoded.get();
    if (raster.width() != width || raster.height() != height) {
      throw corrupt(
          "the %s's header says %d x %d pixels, but it holds: %d x %d"
              .formatted(header.type(), width, height, raster.width(), raster.height()));
    }
    return raster;
  }

  /** Returns the flags of IMREAD_REDUCED_COLOR_2 and its like, without those of colour. */
  private static int reducing(int reduction) {
    return reduction == 1 ? 0 : opencv_imgcodecs.IMREAD_REDUCED_GRAYSCALE_2 / 2 * reduction;
  }

  private static Optional<Raster> decode(byte[] encoded, int flags)
      throws UndecodableImageException {
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
      if (lacksMemory(e)) {
        throw outOfMemory("an image", e);
      }
      return Optional.empty();
    }
  }

  /** Asks for as much memory as the pixels take, and gives it back untouched. */
  private static void checkMemory(ImageHeader header, int width, int height) {
    int channels = Math.max(1, Math.min(4, header.components()));
    int type = header.bitDepth() > 8 ? opencv_core.CV_16UC(channels) : opencv_core.CV_8UC(channels);
    try (PointerScope scope = new PointerScope()) {
      new Mat(height, width, type);
    } catch (RuntimeException e) {
      throw outOfMemory("%d x %d pixels".formatted(width, height), e);
    }
  }

  /** Returns whether this is OpenCV's error -4, or what C++ throws where OpenCV is not asked. */
  static boolean lacksMemory(RuntimeException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("(-4:")
        || message.contains("Insufficient memory")
        || message.contains("Failed to allocate")
        || message.contains("bad_alloc");
  }

  private static OutOfMemoryError outOfMemory(String what, RuntimeException cause) {
    OutOfMemoryError error =
        new OutOfMemoryError("OpenCV has no memory for %s: %s".formatted(what, cause.getMessage()));
    error.initCause(cause);
    return error;
  }

  private static UndecodableImageException corrupt(String message) {
    return new UndecodableImageException(UndecodableImageException.CORRUPT, message, -1);
  }

  /** Returns OpenCV's version, e.g. "4.13.0". */
  static String version() {
    return opencv_core.getVersionMajor()
        + "."
        + opencv_core.getVersionMinor()
        + "."
        + opencv_core.getVersionRevision();
  }

  private static Optional<Raster> raster(Mat image) throws UndecodableImageException {
    int depth = image.depth();
    if (depth != opencv_core.CV_8U && depth != opencv_core.CV_16U) {
      return Optional.empty();
    }
    boolean wide = depth == opencv_core.CV_16U;
    long rowBytes = (long) image.cols() * image.channels() * (wide ? 2 : 1);
    byte[] bytes = new byte[Raster.bytes(image.cols(), image.rows(), image.channels(), wide)];
    if (image.isContinuous()) {
      image.data().get(bytes);
    } else {
      for (int y = 0; y < image.rows(); y++) {
        image.ptr(y).get(bytes, (int) (y * rowBytes), (int) rowBytes);
      }
    }
    return Optional.of(
        new Raster(image.cols(), image.rows(), image.channels(), wide, false, bytes));
  }
}
