package io.github.simclrbeam.images;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Images drawn for tests, and other people's codecs to compare with. */
final class TestImages {
  private TestImages() {}

  /** Smooth colours, different in every direction. */
  static Pixels gradient(int width, int height, int channels) {
    byte[] bytes = new byte[width * height * channels];
    int at = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < channels; c++) {
          int value = c == 0 ? x * 240 / width : c == 1 ? y * 240 / height : (x + y) * 2;
          bytes[at++] = (byte) value;
        }
      }
    }
    return new Pixels(width, height, channels, bytes);
  }

  static Pixels noise(int width, int height, int channels, long seed) {
    byte[] bytes = new byte[width * height * channels];
    new Random(seed).nextBytes(bytes);
    return new Pixels(width, height, channels, bytes);
  }

  /** Encodes with the JDK's codec. */
  static byte[] withImageIo(Pixels pixels, String format) {
    BufferedImage image =
        new BufferedImage(
            pixels.width(),
            pixels.height(),
            pixels.channels() == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
    int[] samples = new int[pixels.bytes().length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = pixels.bytes()[i] & 0xff;
    }
    image.getRaster().setPixels(0, 0, pixels.width(), pixels.height(), samples);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalStateException("no writer for " + format);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Decodes with the JDK's codec. */
  static Pixels byImageIo(byte[] encoded, int channels) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(encoded));
    byte[] bytes = new byte[image.getWidth() * image.getHeight() * channels];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if (channels == 1) {
          bytes[at++] = (byte) image.getRaster().getSample(x, y, 0);
        } else {
          int rgb = image.getRGB(x, y);
          bytes[at++] = (byte) (rgb >> 16);
          bytes[at++] = (byte) (rgb >> 8);
          bytes[at++] = (byte) rgb;
        }
      }
    }
    return new Pixels(image.getWidth(), image.getHeight(), channels, bytes);
  }

  /** A PNG of any depth and colour type from its unfiltered rows, each led by a 0. */
  static byte[] png(int width, int height, int depth, int colourType, byte[] rows, byte[] extra) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'));
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) depth).put((byte) colourType);
    out.writeBytes(chunk("IHDR", header.array()));
    out.writeBytes(extra);
    Deflater deflater = new Deflater();
    deflater.setInput(rows);
    deflater.finish();
    byte[] deflated = new byte[rows.length + 100];
    int length = deflater.deflate(deflated);
    deflater.end();
    out.writeBytes(chunk("IDAT", java.util.Arrays.copyOf(deflated, length)));
    out.writeBytes(chunk("IEND", new byte[0]));
    return out.toByteArray();
  }

  static byte[] chunk(String type, byte[] data) {
    byte[] chunk = new byte[data.length + 12];
    ByteBuffer buffer = ByteBuffer.wrap(chunk).putInt(data.length);
    buffer.put(type.getBytes(java.nio.charset.StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk, 4, data.length + 4);
    buffer.putInt((int) crc.getValue());
    return chunk;
  }

  /** Puts an EXIF segment with this orientation behind a JPEG's first two bytes. */
  static byte[] withOrientation(byte[] jpeg, int orientation) {
    byte[] tiff = tiffOrientation(orientation);
    byte[] segment = bytes(0xff, 0xe1, 0, 8 + tiff.length, 'E', 'x', 'i', 'f', 0, 0);
    return join(new byte[] {jpeg[0], jpeg[1]}, segment, tiff, cut(jpeg, 2, jpeg.length));
  }

  /** A TIFF structure with the one entry tag 274, big-endian. */
  static byte[] tiffOrientation(int orientation) {
    return bytes(
        'M',
        'M',
        0,
        42,
        0,
        0,
        0,
        8,
        0,
        1,
        1,
        18,
        0,
        3,
        0,
        0,
        0,
        1,
        0,
        orientation,
        0,
        0,
        0,
        0,
        0,
        0);
  }

  static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  static byte[] cut(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, to);
  }

  /** The largest difference of any two bytes. */
  static int distance(Pixels a, Pixels b) {
    if (a.width() != b.width() || a.height() != b.height() || a.channels() != b.channels()) {
      throw new AssertionError("shapes differ: " + a + " and " + b);
    }
    int most = 0;
    for (int i = 0; i < a.bytes().length; i++) {
      most = Math.max(most, Math.abs((a.bytes()[i] & 0xff) - (b.bytes()[i] & 0xff)));
    }
    return most;
  }
}
