package io.github.simclrbeam.images;

/**
 * What a library decoded, as it decoded it.
 *
 * @param channels 1 gray; 3 blue, green, red; 4 the same and alpha
 * @param wide whether an element is 16 bits (low byte first) instead of 8
 * @param premultiplied whether colours are already multiplied by their alpha
 * @param bytes height x width x channels elements, row-major
 */
record Raster(
    int width, int height, int channels, boolean wide, boolean premultiplied, byte[] bytes) {

  /** What every Java machine lets an array have. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  /**
   * Returns how many bytes a raster of this shape has.
   *
   * @throws UndecodableImageException if they are too many for an array
   */
  static int bytes(long width, long height, int channels, boolean wide)
      throws UndecodableImageException {
    int ofPixel = channels * (wide ? 2 : 1);
    if (width * height > MOST_BYTES / ofPixel) {
      throw Decoding.tooLarge(
          "pixels of %d bytes".formatted(ofPixel),
          MOST_BYTES / ofPixel,
          "%d x %d".formatted(width, height));
    }
    return (int) (width * height) * ofPixel;
  }

  /** Returns a larger raster that is transparent around this one. */
  Raster placed(int left, int top, int canvasWidth, int canvasHeight)
      throws UndecodableImageException {
    if (width == canvasWidth && height == canvasHeight) {
      return this;
    }
    byte[] canvas = new byte[bytes(canvasWidth, canvasHeight, 4, false)];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int from = (y * width + x) * channels;
        int to = ((top + y) * canvasWidth + left + x) * 4;
        for (int c = 0; c < 3; c++) {
          canvas[to + c] = bytes[channels == 1 ? from : from + c];
        }
        canvas[to + 3] = channels == 4 ? bytes[from + 3] : (byte) 255;
      }
    }
    return new Raster(canvasWidth, canvasHeight, 4, false, false, canvas);
  }

  /** Returns a gray raster with alpha: none where an element has the value as stored. */
  Raster withTransparent(int value) throws UndecodableImageException {
    int size = wide ? 2 : 1;
    byte[] colours = new byte[bytes(width, height, 4, wide)];
    for (int i = 0; i < width * height; i++) {
      int low = bytes[i * size] & 0xff;
      int element = wide ? low | (bytes[2 * i + 1] & 0xff) << 8 : low;
      byte alpha = (byte) (element == value ? 0 : 255);
      for (int b = 0; b < size; b++) {
        for (int c = 0; c < 3; c++) {
          colours[(4 * i + c) * size + b] = bytes[i * size + b];
        }
        colours[(4 * i + 3) * size + b] = alpha;
      }
    }
    return new Raster(width, height, 4, wide, false, colours);
  }
}
