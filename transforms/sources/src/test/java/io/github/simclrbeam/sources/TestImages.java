package io.github.simclrbeam.sources;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Small synthetic images and the files that hold them. */
final class TestImages {
  private TestImages() {}

  /** A gradient with a seeded tint and some noise. */
  static Pixels pixels(int width, int height, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int tint = random.nextInt(128);
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = (byte) ((i / 3 % width * 255 / width + tint * (i % 3) + random.nextInt(16)) & 0xff);
    }
    return new Pixels(width, height, 3, rgb);
  }

  static byte[] jpeg(int width, int height, long seed) {
    return ImageEncoder.jpeg(pixels(width, height, seed), 90);
  }

  static byte[] png(int width, int height, long seed) {
    return ImageEncoder.png(pixels(width, height, seed));
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An IDX file of unsigned bytes with the values 0, 1, 2 ... (modulo 251). */
  static byte[] idx(int... dimensions) {
    int values = 1;
    for (int dimension : dimensions) {
      values *= dimension;
    }
    byte[] bytes = new byte[values];
    for (int i = 0; i < values; i++) {
      bytes[i] = (byte) (i % 251);
    }
    return idx(0x08, dimensions, bytes);
  }

  static byte[] idx(int type, int[] dimensions, byte[] values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(0);
      out.writeByte(type);
      out.writeByte(dimensions.length);
      for (int dimension : dimensions) {
        out.writeInt(dimension);
      }
      out.write(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return compressed.toByteArray();
  }
}
