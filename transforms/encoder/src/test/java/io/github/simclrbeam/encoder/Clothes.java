package io.github.simclrbeam.encoder;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** The first twelve test images of Fashion-MNIST (Zalando SE, MIT licence), 28 x 28 bytes each. */
final class Clothes {
  static final int SIZE = 28;

  private static final int COUNT = 12;
  private static final int IDX_HEADER = 16;

  private Clothes() {}

  /**
   * Returns images one after the other, height x width x channels.
   *
   * @param channels 1, or 3: the red of an image is one picture, the green the next, and so on
   * @return 12 / channels images
   */
  static byte[] images(int channels) {
    byte[] pictures = pictures();
    int pixels = SIZE * SIZE;
    byte[] images = new byte[COUNT * pixels];
    for (int i = 0; i < images.length; i++) {
      int image = i / (pixels * channels);
      int pixel = i / channels % pixels;
      images[i] = pictures[(image * channels + i % channels) * pixels + pixel];
    }
    return images;
  }

  private static byte[] pictures() {
    try (InputStream in = Clothes.class.getResourceAsStream("clothes-12-images-idx3-ubyte")) {
      byte[] file = in.readAllBytes();
      return Arrays.copyOfRange(file, IDX_HEADER, file.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
