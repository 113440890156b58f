package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.images.Decoded;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was wrong with images of a run that were used all the same, and which were left out as
 * duplicates, in the order of their ids.
 *
 * @param warnings any number an image
 */
public record ImageWarnings(List<ImageWarning> warnings) {
  /** The file's name in an output directory; it is there only when there is a warning. */
  public static final String FILE = "warnings.jsonl";

  /** Puts them in order. */
  public ImageWarnings {
    List<ImageWarning> sorted = new ArrayList<>(warnings);
    sorted.sort(
        Comparator.comparing(ImageWarning::getId)
            .thenComparing(ImageWarning::getReason)
            .thenComparing(ImageWarning::getMessage));
    warnings = List.copyOf(sorted);
  }

  /** Returns those of a collection's elements. */
  public static ImageWarnings of(Iterable<ImageWarning> warnings) {
    List<ImageWarning> list = new ArrayList<>();
    warnings.forEach(list::add);
    return new ImageWarnings(list);
  }

  /** Returns how many there are of each reason. */
  public SortedMap<String, Long> byReason() {
    SortedMap<String, Long> counts = new TreeMap<>();
    warnings.forEach(warning -> counts.merge(warning.getReason(), 1L, Long::sum));
    return counts;
  }

  /** Writes them into the directory, a line each; removes the file when there are none. */
  public void write(String directory) throws IOException {
    String uri = Uris.resolve(directory, FILE);
    if (warnings.isEmpty()) {
      StoredFile.delete(uri);
      return;
    }
    StoredFile.writeAtomically(uri, text());
  }

  /** Returns the file's text; empty when there is no file. */
  String text() {
    StringBuilder lines = new StringBuilder();
    warnings.forEach(warning -> lines.append(ProtoJson.printLine(warning)).append('\n'));
    return lines.toString();
  }

  /** Returns what decoding an image found wrong with it. */
  static List<ImageWarning> of(ImageReference image, Decoded decoded) {
    return decoded.warnings().stream()
        .map(
            warning ->
                ImageWarning.newBuilder()
                    .setUri(image.getUri())
                    .setId(image.getId())
                    .setReason(warning.reason())
                    .setMessage(warning.message())
                    .setFractionDecoded(decoded.fraction())
                    .build())
        .toList();
  }
}
