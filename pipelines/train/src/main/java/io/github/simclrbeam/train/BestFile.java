package io.github.simclrbeam.train;

import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.options.Progress;
import io.github.simclrbeam.proto.BestCheckpoint;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/**
 * The file best.json: the best of the checkpoints that are there. A checkpoint's number is written
 * before the checkpoint, and the choice is made after it, among those that are there; so a run that
 * was killed anywhere between chooses as one that was not. Not thread-safe.
 */
final class BestFile {
  private final String uri;
  private final DurableFiles files;
  private final BestCheckpoint.Builder best;

  private BestFile(String uri, DurableFiles files, BestCheckpoint.Builder best) {
    this.uri = uri;
    this.files = files;
    this.best = best;
  }

  /** Opens the file, or starts anew where there is none or one that cannot be understood. */
  static BestFile open(String uri, DurableFiles files) throws IOException {
    BestCheckpoint.Builder best = BestCheckpoint.newBuilder();
    if (StoredFile.exists(uri)) {
      try {
        ProtoJson.parse(StoredFile.readText(uri), best);
      } catch (IllegalArgumentException e) {
        // It can do without: the choice is among those that are measured from now on.
        best.clear();
      }
    }
    return new BestFile(uri, files, best);
  }

  /**
   * Writes down the number of a checkpoint that is about to be written. A number of another name
   * starts anew: which was the best by the one before is said, and forgotten.
   */
  void measure(String checkpoint, MonitoredNumber number) throws IOException {
    if (!number.name().equals(best.getNumber())
        || number.higherIsBetter() != best.getHigherIsBetter()) {
      sayFormer(number);
      best.clear().setNumber(number.name()).setHigherIsBetter(number.higherIsBetter());
    }
    if (Double.isFinite(number.value())) {
      best.putValues(checkpoint, number.value());
    }
    write();
  }

  /**
   * Returns the name of the best of these checkpoints, the earlier one of equals; empty when none
   * of them was measured.
   */
  Optional<String> among(Collection<String> names) {
    Comparator<Map.Entry<String, Double>> better = Map.Entry.comparingByValue();
    return best.getValuesMap().entrySet().stream()
        .filter(measured -> names.contains(measured.getKey()))
        .min(
            (best.getHigherIsBetter() ? better.reversed() : better)
                // Of more than eight digits, the longer name is of more steps.
                .thenComparing(measured -> measured.getKey().length())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey);
  }

  /** Says which of the checkpoints that stay is the best, and forgets all others. */
  void keep(Collection<String> names) throws IOException {
    BestCheckpoint before = best.build();
    best.setCheckpoint(among(names).orElse("")).clearValues();
    before.getValuesMap().keySet().stream()
        .filter(names::contains)
        .forEach(name -> best.putValues(name, before.getValuesOrThrow(name)));
    if (!best.build().equals(before)) {
      write();
    }
  }

  private void sayFormer(MonitoredNumber next) {
    if (!best.getCheckpoint().isEmpty()) {
      Progress.say(
          "checkpoints are compared by %s from now on, no longer by %s, by which %s was the best"
              .formatted(next.name(), best.getNumber(), best.getCheckpoint()));
    }
  }

  private void write() throws IOException {
    files.write(uri, ProtoJson.print(best).getBytes(StandardCharsets.UTF_8));
  }
}
