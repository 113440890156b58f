package io.github.simclrbeam.views;

import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ViewParameters;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/**
 * One picture of an image, the boxes that its views were cropped from, and the views with their
 * parameters.
 */
final class ContactSheet {
  private static final int MARGIN = 12;
  private static final int LINE = 15;
  private static final int CELL = 192;
  private static final int TEXT_LINES = 6;
  private static final int ORIGINAL = 480;
  private static final int COLUMNS = 4;

  private final String title;
  private final Optional<Pixels> original;
  private final List<ExplainedView> views;
  private final int columns;

  private ContactSheet(String title, Optional<Pixels> original, List<ExplainedView> views) {
    this.title = title;
    this.original = original;
    this.views = views;
    this.columns = Math.max(2, Math.min(COLUMNS, views.size()));
  }

  /**
   * Draws the sheet.
   *
   * @param title one line
   * @param original the image; empty when it cannot be had
   * @param views at least one
   */
  static Pixels draw(String title, Optional<Pixels> original, List<ExplainedView> views) {
    return new ContactSheet(title, original, views).draw();
  }

  private Pixels draw() {
    int rows = (views.size() + columns - 1) / columns;
    int cellHeight = CELL + TEXT_LINES * LINE + MARGIN;
    int top = MARGIN + LINE + original.map(image -> scaledHeight(image) + MARGIN).orElse(0);
    BufferedImage sheet =
        new BufferedImage(
            MARGIN + columns * (CELL + MARGIN),
            top + rows * cellHeight + MARGIN,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    graphics.setColor(Color.BLACK);
    graphics.drawString(title, MARGIN, MARGIN + LINE / 2);
    original.ifPresent(image -> drawOriginal(graphics, image));
    for (int i = 0; i < views.size(); i++) {
      int x = MARGIN + i % columns * (CELL + MARGIN);
      drawView(graphics, i, x, top + MARGIN + i / columns * cellHeight);
    }
    graphics.dispose();
    return pixels(sheet);
  }

  private void drawOriginal(Graphics2D graphics, Pixels image) {
    double scale = scale(image);
    int top = MARGIN + LINE;
    interpolate(graphics, scale);
    graphics.drawImage(
        picture(image),
        MARGIN,
        top,
        (int) (image.width() * scale),
        (int) (image.height() * scale),
        null);
    graphics.setStroke(new BasicStroke(2));
    for (int i = 0; i < views.size(); i++) {
      ViewParameters p = views.get(i).parameters();
      graphics.setColor(color(i));
      int x = MARGIN + (int) (p.getCropX() * scale);
      int y = top + (int) (p.getCropY() * scale);
      graphics.drawRect(x, y, (int) (p.getCropWidth() * scale), (int) (p.getCropHeight() * scale));
      // Boxes often share a corner: side by side, their numbers can be read.
      graphics.drawString(Integer.toString(p.getViewIndex()), x + 4 + i % COLUMNS * LINE, y + LINE);
    }
  }

  private void drawView(Graphics2D graphics, int i, int x, int y) {
    ExplainedView view = views.get(i);
    interpolate(graphics, (double) CELL / view.pixels().width());
    graphics.drawImage(picture(view.pixels()), x, y, CELL, CELL, null);
    graphics.setColor(color(i));
    graphics.setStroke(new BasicStroke(2));
    graphics.drawRect(x, y, CELL, CELL);
    graphics.setColor(Color.BLACK);
    List<String> lines = view.lines();
    for (int line = 0; line < lines.size(); line++) {
      graphics.drawString(lines.get(line), x, y + CELL + LINE * (line + 1));
    }
  }

  /** Pixels of a small image are shown as the squares that they are. */
  private static void interpolate(Graphics2D graphics, double scale) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION,
        scale > 1.5
            ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
            : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  private Color color(int i) {
    return Color.getHSBColor((float) i / views.size(), 1, 0.8f);
  }

  private int scaledHeight(Pixels image) {
    return (int) (image.height() * scale(image));
  }

  private double scale(Pixels image) {
    int width = columns * (CELL + MARGIN) - MARGIN;
    return Math.min((double) width / image.width(), (double) ORIGINAL / image.height());
  }

  private static BufferedImage picture(Pixels pixels) {
    BufferedImage picture =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_RGB);
    byte[] bytes = pixels.bytes();
    int step = pixels.channels();
    for (int i = 0; i < pixels.width() * pixels.height(); i++) {
      int red = bytes[i * step] & 0xff;
      int green = step == 1 ? red : bytes[i * step + 1] & 0xff;
      int blue = step == 1 ? red : bytes[i * step + 2] & 0xff;
      picture.setRGB(i % pixels.width(), i / pixels.width(), red << 16 | green << 8 | blue);
    }
    return picture;
  }

  private static Pixels pixels(BufferedImage picture) {
    int width = picture.getWidth();
    int height = picture.getHeight();
    byte[] bytes = new byte[3 * width * height];
    for (int i = 0; i < width * height; i++) {
      int rgb = picture.getRGB(i % width, i / width);
      bytes[3 * i] = (byte) (rgb >> 16);
      bytes[3 * i + 1] = (byte) (rgb >> 8);
      bytes[3 * i + 2] = (byte) rgb;
    }
    return new Pixels(width, height, 3, bytes);
  }
}
