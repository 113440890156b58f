package io.github.simclrbeam.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DecodeViewTest {
  private static final Pixels VIEW = TestImages.gradient(16, 16, 3);

  @Test
  void rawViewsAreTheirBytes() throws Exception {
    assertThat(ImageDecoder.decodeView(VIEW.bytes(), "raw", 16, 3)).isSameAs(VIEW.bytes());
  }

  @Test
  void pngViewsAreExact() throws Exception {
    assertThat(ImageDecoder.decodeView(ImageEncoder.png(VIEW), "png", 16, 3))
        .isEqualTo(VIEW.bytes());
  }

  @Test
  void jpegViewsAreDecoded() throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(VIEW, 95);
    assertThat(ImageDecoder.decodeView(jpeg, "jpeg", 16, 3))
        .isEqualTo(ImageDecoder.decode(jpeg, 3).bytes());
  }

  @Test
  void viewsOfAnotherShapeAreRefused() {
    assertThatThrownBy(() -> ImageDecoder.decodeView(VIEW.bytes(), "raw", 15, 3))
        .hasMessage("a raw view must be 675 bytes, but was: 768");
    assertThatThrownBy(() -> ImageDecoder.decodeView(ImageEncoder.png(VIEW), "png", 15, 3))
        .hasMessage("a view must be 15 x 15, but was: 16 x 16");
  }

  @Test
  void viewsOfAnotherEncodingAreRefused() {
    assertThatThrownBy(() -> ImageDecoder.decodeView(ImageEncoder.png(VIEW), "jpeg", 16, 3))
        .hasMessage("a view must be jpeg, but was: PNG");
    assertThatThrownBy(() -> ImageDecoder.decodeView(VIEW.bytes(), "webp", 16, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("encoding must be raw, png or jpeg, but was: 'webp'");
  }
}
