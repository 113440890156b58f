package io.github.simclrbeam.augment;

/** The hue circle by its definition, with branches and in double; hue, saturation, value. */
final class Hsv {
  private Hsv() {}

  static double[] of(double red, double green, double blue) {
    double max = Math.max(red, Math.max(green, blue));
    double chroma = max - Math.min(red, Math.min(green, blue));
    double hue;
    if (chroma == 0) {
      hue = 0;
    } else if (max == red) {
      hue = (green - blue) / chroma / 6;
    } else if (max == green) {
      hue = ((blue - red) / chroma + 2) / 6;
    } else {
      hue = ((red - green) / chroma + 4) / 6;
    }
    return new double[] {hue, max == 0 ? 0 : chroma / max, max};
  }

  static double[] rgb(double hue, double saturation, double value) {
    double sixths = (hue - Math.floor(hue)) * 6;
    int sector = (int) sixths % 6;
    double fraction = sixths - Math.floor(sixths);
    double low = value * (1 - saturation);
    double falling = value * (1 - saturation * fraction);
    double rising = value * (1 - saturation * (1 - fraction));
    return switch (sector) {
      case 0 -> new double[] {value, rising, low};
      case 1 -> new double[] {falling, value, low};
      case 2 -> new double[] {low, value, rising};
      case 3 -> new double[] {low, falling, value};
      case 4 -> new double[] {rising, low, value};
      default -> new double[] {value, low, falling};
    };
  }
}
