package io.github.simclrbeam.views;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Small synthetic inputs. */
final class TestPhotographs {
  private TestPhotographs() {}

  /** Writes colour images of mixed sizes, directly into the folder. */
  static void folder(Path directory, int images) throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < images; i++) {
      Files.write(
          directory.resolve("p%d.jpg".formatted(i)),
          ImageEncoder.jpeg(pixels(20 + 5 * i, 40 - 3 * i, i), 90));
    }
  }

  static Pixels pixels(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) (i / 3 % width * 5 + i % 3 * 60 + random.nextInt(30));
    }
    return new Pixels(width, height, 3, rgb);
  }

  /** Writes an IDX file of images. */
  static void idx(Path file, int images, int rows, int columns) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16 + images * rows * columns);
    bytes.putInt(0x0803).putInt(images).putInt(rows).putInt(columns);
    for (int i = 0; bytes.hasRemaining(); i++) {
      bytes.put((byte) (i % 251));
    }
    Files.write(file, bytes.array());
  }
}
