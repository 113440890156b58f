package io.github.simclrbeam.sources;

import io.github.simclrbeam.sources.ManifestLines.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Reads manifests through, keeping no rows: what they count, and where they can be cut. */
final class ManifestScan {
  private static final int MOST_SPLITS = 1_000;
  private static final int MOST_SHOWN = 50;

  private final String wanted;
  private final long partBytes;
  private final List<ManifestPart> pieces = new ArrayList<>();
  private final Map<String, Long> splits = new TreeMap<>();
  private boolean splitsAreTold;
  private long faults;
  private Manifest last;
  private UnusableInputException refusal;

  /**
   * Starts.
   *
   * @param wanted the split whose rows are looked at; empty for every row
   * @param partBytes how long a part is at least, unless it is the last of its file
   */
  ManifestScan(String wanted, long partBytes) {
    this.wanted = wanted;
    this.partBytes = partBytes;
  }

  /**
   * Reads one.
   *
   * @throws UnusableInputException if it cannot be read to its end
   */
  void read(Manifest manifest) throws IOException {
    last = manifest;
    splitsAreTold |= !manifest.columns().split().isEmpty();
    Place from = manifest.rows();
    try (ManifestLines lines = ManifestLines.open(manifest.file(), from)) {
      ManifestRow row = manifest.syntax().next(lines);
      while (row != null) {
        count(manifest, row);
        if (!manifest.file().compressed() && lines.place().offset() - from.offset() >= partBytes) {
          pieces.add(new ManifestPart(manifest, from, lines.place().offset(), wanted));
          from = lines.place();
        }
        row = manifest.syntax().next(lines);
      }
    }
    pieces.add(new ManifestPart(manifest, from, Long.MAX_VALUE, wanted));
  }

  private void count(Manifest manifest, ManifestRow row) throws UnusableInputException {
    if (!row.usable()) {
      faults++;
      return;
    }
    String split = manifest.split(row);
    splits.merge(split, 1L, Long::sum);
    if (splits.size() > MOST_SPLITS) {
      throw new UnusableInputException(
          "%s: line %d brings the %dth split; is '%s' the column of splits?"
              .formatted(
                  manifest.file().uri(),
                  row.line().number(),
                  splits.size(),
                  manifest.columns().split()));
    }
    if (wanted.isEmpty() || wanted.equals(split) || manifest.columns().split().isEmpty()) {
      tryOut(manifest, row);
    }
  }

  private void tryOut(Manifest manifest, ManifestRow row) {
    try {
      if (refusal == null) {
        manifest.image(row);
      }
    } catch (UnusableInputException e) {
      // It may be of a split that will not be chosen.
      refusal = e;
    }
  }

  /** Returns how many images the wanted split has, with what is no usable row. */
  long images() {
    boolean every = wanted.isEmpty() || !splitsAreTold;
    long rows = splits.values().stream().mapToLong(Long::longValue).sum();
    return faults + (every ? rows : splits.getOrDefault(wanted, 0L));
  }

  /** Returns how many rows are of other splits than the wanted one. */
  SortedMap<String, Long> otherSplits() {
    SortedMap<String, Long> others = new TreeMap<>(splits);
    if (wanted.isEmpty() || !splitsAreTold) {
      others.clear();
    }
    others.remove(wanted);
    return others;
  }

  /**
   * Returns the pieces.
   *
   * @param asked the split, as the user wrote it
   * @throws UnusableInputException if there are several splits and none was asked for, or another;
   *     then at the first row that the manifest must not have
   */
  List<SourcePart> parts(String asked) throws UnusableInputException {
    if (splitsAreTold) {
      checkSplit(asked);
    }
    if (refusal != null) {
      throw refusal;
    }
    return pieces.stream()
        .map(piece -> (SourcePart) (splitsAreTold ? piece : piece.ofEverySplit()))
        .toList();
  }

  private void checkSplit(String asked) throws UnusableInputException {
    boolean open = asked.isEmpty() && splits.size() > 1;
    boolean unknown = !wanted.isEmpty() && !splits.isEmpty() && !splits.containsKey(wanted);
    if (open || unknown) {
      throw new UnusableInputException(
          "%s tells splits: choose one of %s by --split (or all), but it was: %s"
              .formatted(last.file().uri(), names(), asked.isEmpty() ? "not given" : asked));
    }
  }

  private String names() {
    String names =
        splits.keySet().stream()
            .limit(MOST_SHOWN)
            .map(split -> split.isEmpty() ? "(none)" : ManifestText.shown(split))
            .collect(Collectors.joining(", "));
    return splits.size() > MOST_SHOWN ? names + ", ..." : names;
  }
}
