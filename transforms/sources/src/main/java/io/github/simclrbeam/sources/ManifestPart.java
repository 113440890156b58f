package io.github.simclrbeam.sources;

import java.io.IOException;

/**
 * Some rows of a manifest.
 *
 * @param from where the first begins
 * @param end the byte where the last ends, of the uncompressed file
 * @param split whose rows are handed out; empty for every row
 */
record ManifestPart(Manifest manifest, ManifestLines.Place from, long end, String split)
    implements SourcePart {
  ManifestPart ofEverySplit() {
    return new ManifestPart(manifest, from, end, "");
  }

  @Override
  public void forEach(ImageReceiver receiver) throws IOException {
    try (ManifestLines lines = ManifestLines.open(manifest.file(), from)) {
      while (lines.place().offset() < end) {
        ManifestRow row = manifest.syntax().next(lines);
        if (row == null) {
          return;
        }
        // To which split a broken row belongs, nobody knows: it is told in each.
        if (split.isEmpty() || !row.usable() || split.equals(manifest.split(row))) {
          receiver.accept(manifest.image(row));
        }
      }
    }
  }
}
