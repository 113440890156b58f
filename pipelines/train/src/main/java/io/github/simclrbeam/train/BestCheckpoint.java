package io.github.simclrbeam.train;

import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.ProtoJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file best.json: the best of the checkpoints that are there. A checkpoint's number is written
 * before the checkpoint, and the choice is made after it, among those that are there; so a run that
 * was killed anywhere between chooses as one that was not. Not thread-safe.
 */
final class BestCheckpoint {
  private final String uri;
  private final DurableFiles files;
  private final io.github.simclrbeam.proto.BestCheckpoint.Builder best;

  private BestCheckpoint(
      String uri, DurableFiles files, io.github.simclrbeam.proto.BestCheckpoint.Builder best) {
    this.uri = uri;
    this.files = files;
    this.best = best;
  }

  /** Opens the file, or starts anew where there is none or one that cannot be understood. */
  static BestCheckpoint open(String uri, DurableFiles files) throws IOException {
    io.github.simclrbeam.proto.BestCheckpoint.Builder best =
        io.github.simclrbeam.proto.BestCheckpoint.newBuilder();
    if (StoredFile.exists(uri)) {
      try {
        ProtoJson.parse(StoredFile.readText(uri), best);
      } catch (IllegalArgumentException e) {
        // It can do without: the choice is among those that are measured from now on.
        best.clear();
      }
    }
    return new BestCheckpoint(uri, files, best);
  }

  /** Writes down the number of a checkpoint that is about to be written. */
  void measure(String checkpoint, MonitoredNumber number) throws IOException {
    if (!number.name().equals(best.getNumber())
        || number.higherIsBetter() != best.getHigherIsBetter()) {
      best.clear().setNumber(number.name()).setHigherIsBetter(number.higherIsBetter());
    }
    if (Double.isFinite(number.value())) {
      best.putValues(checkpoint, number.value());
    }
    write();
  }

  /**
   * Chooses among checkpoints that are there; the earlier one of equals. Forgets all others.
   *
   * @param there their names
   * @return the best one's name; empty when none of them was measured
   */
  Optional<String> choose(Collection<String> there) throws IOException {
    io.github.simclrbeam.proto.BestCheckpoint before = best.build();
    String chosen = "";
    double value = 0;
    best.clearValues();
    for (var measured : new TreeMap<>(before.getValuesMap()).entrySet()) {
      if (!there.contains(measured.getKey())) {
        continue;
      }
      best.putValues(measured.getKey(), measured.getValue());
      double ahead = measured.getValue() - value;
      if (chosen.isEmpty() || (best.getHigherIsBetter() ? ahead > 0 : ahead < 0)) {
        chosen = measured.getKey();
        value = measured.getValue();
      }
    }
    best.setCheckpoint(chosen);
    if (!best.build().equals(before)) {
      write();
    }
    return Optional.of(chosen).filter(name -> !name.isEmpty());
  }

  private void write() throws IOException {
    files.write(uri, ProtoJson.print(best).getBytes(StandardCharsets.UTF_8));
  }
}
