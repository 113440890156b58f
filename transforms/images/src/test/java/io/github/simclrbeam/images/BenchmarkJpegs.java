package io.github.simclrbeam.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** JPEGs by turns, all of the size of the first. */
final class BenchmarkJpegs {
  private static final int MOST = 100;

  private final List<byte[]> jpegs = new ArrayList<>();
  private final List<Mat> natives = new ArrayList<>();
  private int at;

  private BenchmarkJpegs() {}

  /** Those of a folder; one that is drawn, of 500 x 375 pixels, if that is empty text. */
  static BenchmarkJpegs of(String folder) throws IOException, UndecodableImageException {
    BenchmarkJpegs jpegs = new BenchmarkJpegs();
    if (folder.isEmpty()) {
      jpegs.add(ImageEncoder.jpeg(TestImages.gradient(500, 375, 3), 90));
      return jpegs;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      files = all.sorted().toList();
    }
    ImageHeader first = null;
    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      ImageHeader header = ImageHeader.read(bytes);
      first = first == null ? header : first;
      if (header.equals(first) && jpegs.jpegs.size() < MOST) {
        jpegs.add(bytes);
      }
    }
    return jpegs;
  }

  private void add(byte[] jpeg) {
    jpegs.add(jpeg);
    natives.add(new Mat(1, jpeg.length, opencv_core.CV_8UC1, new BytePointer(jpeg)));
  }

  byte[] next() {
    return jpegs.get(at++ % jpegs.size());
  }

  Mat nextNative() {
    return natives.get(at++ % natives.size());
  }

  /** The upper left corner of the first. */
  Pixels view(int size) throws UndecodableImageException {
    Pixels image = ImageDecoder.decode(jpegs.get(0), 3);
    byte[] view = new byte[size * size * 3];
    for (int y = 0; y < size; y++) {
      System.arraycopy(image.bytes(), y * image.width() * 3, view, y * size * 3, size * 3);
    }
    return new Pixels(size, size, 3, view);
  }
}
