package io.github.simclrbeam.checks;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;

/**
 * Makes an IDX file of any number of small images: those of another one, again and again, each
 * shifted by up to four pixels in each direction (seeded), so that no two are likely to be the
 * same. {@code infra/checks/scale.sh} runs it.
 *
 * <p>Usage: ShiftedImages IDX_GZ COUNT OUTPUT
 */
public final class ShiftedImages {
  private static final int IMAGES_MAGIC = 0x0803;
  private static final int MOST_SHIFT = 4;

  private ShiftedImages() {}

  public static void main(String[] arguments) throws IOException {
    byte[] source;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(Path.of(arguments[0])))) {
      source = in.readAllBytes();
    }
    int count = Integer.parseInt(arguments[1]);
    int side = 28;
    int pixels = side * side;
    int sources = (source.length - 16) / pixels;
    SplittableRandom random = new SplittableRandom(1);
    byte[] image = new byte[pixels];
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(Path.of(arguments[2])), 1 << 20))) {
      out.writeInt(IMAGES_MAGIC);
      out.writeInt(count);
      out.writeInt(side);
      out.writeInt(side);
      for (int i = 0; i < count; i++) {
        int from = 16 + i % sources * pixels;
        int dx = random.nextInt(2 * MOST_SHIFT + 1) - MOST_SHIFT;
        int dy = random.nextInt(2 * MOST_SHIFT + 1) - MOST_SHIFT;
        for (int y = 0; y < side; y++) {
          for (int x = 0; x < side; x++) {
            int atX = Math.floorMod(x - dx, side);
            int atY = Math.floorMod(y - dy, side);
            image[y * side + x] = source[from + atY * side + atX];
          }
        }
        out.write(image);
      }
    }
  }
}
