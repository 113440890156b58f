package io.github.simclrbeam.probe;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many small pictures in one image that the page holds inline: gray ones as PNG, photographs in
 * colour as JPEG, which is a tenth of the size. Cells are a multiple of 8 then, so that no picture
 * bleeds into its neighbour.
 *
 * @param <K> what a picture is asked for by
 */
final class PictureSheet<K> {
  /** How the pictures are fitted into cells. */
  enum Fit {
    /** The centre square. */
    SQUARE,
    /** The whole picture, in its own proportions. */
    WHOLE
  }

  private static final int SMALL = 48;
  private static final int QUALITY = 88;

  private final String name;
  private final int cell;
  private final int display;
  private final int columns;
  private final Map<K, Integer> places = new LinkedHashMap<>();
  private final List<Pixels> pictures = new ArrayList<>();

  /**
   * Takes the pictures.
   *
   * @param name the sheet's class on the page
   * @param from by key, in the order of the cells
   * @param cell most pixels of a cell's side
   * @param display about how many CSS pixels a cell's side has on the page
   */
  PictureSheet(String name, Map<K, Pixels> from, Fit fit, int cell, int display) {
    this.name = name;
    int largest = 1;
    boolean colour = false;
    for (Map.Entry<K, Pixels> entry : from.entrySet()) {
      Pixels picture =
          fit == Fit.SQUARE
              ? Shrink.square(entry.getValue(), cell)
              : Shrink.whole(entry.getValue(), cell);
      places.put(entry.getKey(), pictures.size());
      pictures.add(picture);
      largest = Math.max(largest, Math.max(picture.width(), picture.height()));
      colour |= hasColour(picture);
    }
    boolean small = largest <= SMALL;
    this.cell = colour ? (largest + 7) / 8 * 8 : largest;
    this.display =
        small ? this.cell * Math.max(1, Math.round((float) display / this.cell)) : display;
    this.columns = Math.max(1, (int) Math.ceil(Math.sqrt(pictures.size())));
    pictures.replaceAll(colour ? PictureSheet::inColour : PictureSheet::inGray);
  }

  String name() {
    return name;
  }

  int columns() {
    return columns;
  }

  /** Returns the side of a cell on the page, CSS pixels. */
  int display() {
    return display;
  }

  boolean isEmpty() {
    return pictures.isEmpty();
  }

  /** Returns the cell's index; -1 when there is no such picture. */
  int place(K key) {
    return places.getOrDefault(key, -1);
  }

  /** Returns the picture for the template; one that says so when there is none. */
  Picture picture(K key, String label) {
    int place = place(key);
    if (place < 0) {
      return new Picture(false, name, "", "no picture of " + label);
    }
    Pixels picture = pictures.get(place);
    StringBuilder style = new StringBuilder();
    style.append("--x:").append(place % columns).append(";--y:").append(place / columns);
    if (picture.width() < cell) {
      style.append(";--w:").append(share(picture.width()));
    }
    if (picture.height() < cell) {
      style.append(";--h:").append(share(picture.height()));
    }
    return new Picture(true, name, style.toString(), label);
  }

  /** Returns the sheet's style rules, the image in them. */
  String css() {
    String size = ".%s:not(.pic){--size:%dpx}\n".formatted(name, display);
    String rendering = cell <= SMALL ? "pixelated" : "auto";
    return isEmpty()
        ? size
        : size
            + ".pic.%s{--columns:%d;image-rendering:%s;background-image:url(%s)}\n"
                .formatted(name, columns, rendering, uri());
  }

  private String uri() {
    Pixels sheet = sheet();
    boolean gray = sheet.channels() == 1;
    byte[] bytes = gray ? ImageEncoder.png(sheet) : ImageEncoder.jpeg(sheet, QUALITY);
    return (gray ? "data:image/png;base64," : "data:image/jpeg;base64,")
        + Base64.getEncoder().encodeToString(bytes);
  }

  private Pixels sheet() {
    int channels = pictures.get(0).channels();
    int rows = (pictures.size() + columns - 1) / columns;
    byte[] bytes = new byte[columns * cell * rows * cell * channels];
    for (int i = 0; i < pictures.size(); i++) {
      Pixels picture = pictures.get(i);
      for (int y = 0; y < cell; y++) {
        for (int x = 0; x < cell; x++) {
          // Beyond the picture its edge goes on, so that the codec has no edge to smear.
          int from =
              Math.min(y, picture.height() - 1) * picture.width()
                  + Math.min(x, picture.width() - 1);
          int to = (i / columns * cell + y) * columns * cell + i % columns * cell + x;
          System.arraycopy(picture.bytes(), from * channels, bytes, to * channels, channels);
        }
      }
    }
    return new Pixels(columns * cell, rows * cell, channels, bytes);
  }

  private String share(int pixels) {
    return Words.decimal((double) pixels / cell, 4);
  }

  private static boolean hasColour(Pixels picture) {
    byte[] bytes = picture.bytes();
    for (int i = 0; picture.channels() == 3 && i < bytes.length; i += 3) {
      if (bytes[i] != bytes[i + 1] || bytes[i] != bytes[i + 2]) {
        return true;
      }
    }
    return false;
  }

  private static Pixels inGray(Pixels picture) {
    return withChannels(picture, 1);
  }

  private static Pixels inColour(Pixels picture) {
    return withChannels(picture, 3);
  }

  private static Pixels withChannels(Pixels picture, int channels) {
    if (picture.channels() == channels) {
      return picture;
    }
    int pixels = picture.width() * picture.height();
    byte[] bytes = new byte[pixels * channels];
    for (int i = 0; i < pixels; i++) {
      for (int channel = 0; channel < channels; channel++) {
        bytes[i * channels + channel] = picture.bytes()[i * picture.channels()];
      }
    }
    return new Pixels(picture.width(), picture.height(), channels, bytes);
  }
}
