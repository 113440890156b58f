package io.github.simclrbeam.probe;

import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ViewParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sheet of views; for the page's template. */
record ViewSection(
    String explain, String note, String sheet, String rowWidth, int cells, List<Row> rows) {
  private static final int CELL = 96;
  private static final int DISPLAY = 84;
  private static final int GAP = 6;

  record View(Picture picture, String tip, String crop) {}

  record Original(Picture picture) {}

  record Row(String id, List<Original> original, List<View> views) {}

  private record Key(String id, int view) {}

  /** Makes the section and its sheet of pictures from at least one image. */
  static Made of(ViewRows source, EmbeddedImages train, PictureSource pictures) {
    Map<Key, Pixels> cells = new LinkedHashMap<>();
    for (ViewRows.Row row : source.rows()) {
      train
          .at(row.id())
          .flatMap(pictures::read)
          .ifPresent(original -> cells.put(new Key(row.id(), -1), original));
      for (int k = 0; k < row.views().size(); k++) {
        cells.put(new Key(row.id(), k), row.views().get(k));
      }
    }
    int shown = source.rows().get(0).views().size();
    PictureSheet<Key> sheet =
        new PictureSheet<>("sheet-views", cells, PictureSheet.Fit.WHOLE, CELL, DISPLAY);
    long known = cells.keySet().stream().filter(key -> key.view() < 0).count();
    boolean originals = known > 0;
    List<Row> rows = source.rows().stream().map(row -> row(row, source.manifest(), sheet)).toList();
    int width = shown * (sheet.display() + GAP) + (originals ? sheet.display() + 3 * GAP : 0);
    return new Made(
        new ViewSection(
            explain(source.manifest(), shown),
            note(source.manifest(), known, source.rows().size()),
            sheet.name(),
            width + "px",
            Math.min(5, shown + (originals ? 1 : 0)),
            rows),
        sheet.css());
  }

  /** A section and the style rules of its sheet. */
  record Made(ViewSection section, String css) {}

  private static Row row(ViewRows.Row row, ShardManifest manifest, PictureSheet<Key> sheet) {
    Key original = new Key(row.id(), -1);
    List<View> views = new ArrayList<>();
    for (int k = 0; k < row.views().size(); k++) {
      boolean known = k < row.parameters().size();
      ViewParameters parameters =
          known ? row.parameters().get(k) : ViewParameters.getDefaultInstance();
      String tip = known ? ViewWords.of(parameters, manifest.getChannels()) : "View " + k;
      views.add(
          new View(
              sheet.picture(new Key(row.id(), k), tip.replace("\n", ", ") + " of " + row.id()),
              tip,
              ViewWords.crop(parameters)));
    }
    List<Original> originals =
        sheet.place(original) < 0
            ? List.of()
            : List.of(new Original(sheet.picture(original, "original of " + row.id())));
    return new Row(row.id(), originals, views);
  }

  private static String explain(ShardManifest manifest, int shown) {
    return "The encoder never sees a label. It sees two random views of each image at a time and learns to tell that they belong together. Here are %s of some images, as they are stored (recipe %s)."
        .formatted(
            shown == manifest.getViewsPerImage()
                ? "the " + Words.count(shown, "view")
                : "the first %d of %d views".formatted(shown, manifest.getViewsPerImage()),
            manifest.getRecipe().getName());
  }

  private static String note(ShardManifest manifest, long originals, int images) {
    String size =
        "Views are %d x %d pixels, %s."
            .formatted(
                manifest.getImageSize(),
                manifest.getImageSize(),
                manifest.getChannels() == 1 ? "one channel" : "in colour");
    if (originals == 0) {
      return "Point at a view to see what was drawn for it. " + size;
    }
    String where =
        originals == images
            ? "Left of each line: the original image."
            : "Left of a line, set apart: the original image, where it is among those embedded.";
    return where
        + " Point at a view to see what was drawn for it and where it was cropped. "
        + size;
  }
}
