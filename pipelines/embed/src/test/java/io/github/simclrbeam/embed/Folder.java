package io.github.simclrbeam.embed;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Folders of images that tests embed. */
final class Folder {
  private static final List<String> CLASSES = List.of("cat", "dog", "emu");

  private Folder() {}

  /** Writes PNGs of mixed sizes into a folder for each class. */
  static Path ofImages(Path directory, int count, int channels) throws IOException {
    for (int i = 0; i < count; i++) {
      int width = TinyCheckpoint.SIZE + i % 3 * 5;
      int height = TinyCheckpoint.SIZE + i % 2 * 7;
      write(
          directory.resolve(CLASSES.get(i % CLASSES.size())).resolve("image-%03d.png".formatted(i)),
          random(width, height, channels, i));
    }
    return directory;
  }

  static void write(Path file, Pixels pixels) throws IOException {
    Files.createDirectories(file.getParent());
    Files.write(file, ImageEncoder.png(pixels));
  }

  static Pixels random(int width, int height, int channels, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    byte[] bytes = new byte[width * height * channels];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) random.nextInt(256);
    }
    return new Pixels(width, height, channels, bytes);
  }
}
