package io.github.simclrbeam.checks;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/**
 * Makes folders of pictures for the checks: coloured shapes on a gradient, sizes and formats mixed,
 * the same for the same seed.
 */
final class Pictures {
  private Pictures() {}

  /**
   * Writes {@code count} pictures into {@code classes} folders (0: straight into the folder), JPEG
   * and PNG in turn.
   */
  static void write(Path folder, int count, int classes, int minSide, int maxSide, long seed)
      throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      Path directory = classes == 0 ? folder : folder.resolve("class-" + i % classes);
      Files.createDirectories(directory);
      boolean png = i % 5 == 0;
      BufferedImage picture =
          draw(
              random.nextInt(minSide, maxSide + 1),
              random.nextInt(minSide, maxSide + 1),
              classes == 0 ? i : i % classes,
              random);
      String name = "picture %05d.%s".formatted(i, png ? "png" : "jpg");
      ImageIO.write(picture, png ? "png" : "jpg", directory.resolve(name).toFile());
    }
  }

  private static BufferedImage draw(int width, int height, int kind, SplittableRandom random) {
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int tint = random.nextInt(256);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int red = x * 255 / width;
        int green = y * 255 / height;
        picture.setRGB(x, y, red << 16 | green << 8 | (tint + random.nextInt(24)) % 256);
      }
    }
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.getHSBColor(random.nextInt(100) / 100f, 1, 1));
    int w = Math.max(1, width / 2);
    int h = Math.max(1, height / 2);
    int x = random.nextInt(width - w + 1);
    int y = random.nextInt(height - h + 1);
    switch (kind % 4) {
      case 0 -> graphics.fillRect(x, y, w, h);
      case 1 -> graphics.fillOval(x, y, w, h);
      case 2 -> graphics.fillPolygon(new int[] {x, x + w, x}, new int[] {y, y, y + h}, 3);
      default -> graphics.drawLine(x, y, x + w, y + h);
    }
    graphics.dispose();
    return picture;
  }
}
