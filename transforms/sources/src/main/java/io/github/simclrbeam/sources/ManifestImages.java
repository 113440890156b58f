package io.github.simclrbeam.sources;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * Images that manifests name: tables as CSV (comma, tab or semicolon) with a header, or JSON lines,
 * of one image a row. The columns are {@link ManifestColumns}, the paths {@link ManifestUris}. An
 * image's id is its path as written, unless there is a column of ids; its label is text or a whole
 * number, and empty for an image without one. A row that names no image is a fault; whether the
 * file is there shows when it is read.
 *
 * <p>Manifests are read once before anything is listed, so that what is wrong with them is said
 * before any work.
 */
record ManifestImages(List<SourcePart> parts, long count, SortedMap<String, Long> otherSplits)
    implements ImageSource {
  /** Longer manifests are listed in pieces. */
  static final long PART_BYTES = 32L << 20;

  static boolean recognise(Candidate file) {
    return FileKind.isNamedAsManifest(file.path()) || ManifestText.beginsLikeAManifest(file);
  }

  /**
   * Opens.
   *
   * @throws UnusableInputException if one cannot be read; if they tell several splits and the
   *     settings none of them
   */
  static ImageSource of(List<Candidate> files, SourceSettings settings) throws IOException {
    return of(files, settings, PART_BYTES);
  }

  static ImageSource of(List<Candidate> files, SourceSettings settings, long partBytes)
      throws IOException {
    String wanted =
        settings.split().equals(SourceSettings.ALL) ? "" : FileSplits.word(settings.split());
    ManifestScan scan = new ManifestScan(wanted, partBytes);
    for (Candidate file : files) {
      scan.read(Manifest.open(file, settings));
    }
    return new ManifestImages(scan.parts(settings.split()), scan.images(), scan.otherSplits());
  }

  @Override
  public OptionalLong images() {
    return OptionalLong.of(count);
  }
}
