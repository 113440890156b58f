package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;

/** No memory is the machine's fault, and never the image's. */
final class OpenCvMemoryTest {
  /** 2^24 x 2^24 pixels of 8 bytes are more than any address space. */
  private static final int SIDE = 1 << 24;

  @Test
  void anImageThatNoMemoryIsLeftForIsNotCorrupt() {
    assertThatThrownBy(() -> decode(SIDE, 16))
        .isInstanceOf(OutOfMemoryError.class)
        .hasMessageStartingWith("OpenCV has no memory for 16777216 x 16777216 pixels: ");
  }

  @Test
  void anImageThatMemoryIsLeftForIsCorrupt() {
    assertThatThrownBy(() -> decode(4, 8))
        .isInstanceOf(UndecodableImageException.class)
        .hasMessage("the PNG of 4 x 4 pixels cannot be decoded");
  }

  @Test
  @SuppressWarnings("resource") // There is none.
  void openCvsErrorIsKnown() {
    assertThatThrownBy(() -> new Mat(SIDE, SIDE, opencv_core.CV_16UC(4)))
        .isInstanceOfSatisfying(
            RuntimeException.class, e -> assertThat(OpenCv.lacksMemory(e)).isTrue());
    assertThat(OpenCv.lacksMemory(new RuntimeException("std::bad_alloc"))).isTrue();
    assertThat(OpenCv.lacksMemory(new RuntimeException("(-215:Assertion failed)"))).isFalse();
    assertThat(OpenCv.lacksMemory(new RuntimeException((String) null))).isFalse();
  }

  /** Memory that a call took and kept would come to 500 MB. */
  @Test
  void codingManyImagesKeepsNoMemory() throws Exception {
    Pixels view = TestImages.gradient(256, 256, 3);
    byte[] jpeg = ImageEncoder.jpeg(view, 95);
    code(view, jpeg, 500);
    long before = Pointer.physicalBytes();
    code(view, jpeg, 2500);
    assertThat(Pointer.physicalBytes() - before).isLessThan(150_000_000);
  }

  private static void code(Pixels view, byte[] jpeg, int times) throws UndecodableImageException {
    for (int i = 0; i < times; i++) {
      assertThat(ImageEncoder.jpeg(view, 95)).hasSameSizeAs(jpeg);
      assertThat(ImageDecoder.decode(jpeg, 3).width()).isEqualTo(256);
    }
  }

  private static Raster decode(int side, int depth) throws UndecodableImageException {
    ImageHeader header = new ImageHeader(ImageType.PNG, side, side, 4, depth, 1, 1, 1);
    return OpenCv.decode(new byte[50], header, opencv_imgcodecs.IMREAD_UNCHANGED);
  }
}
