package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.encoder.Optimizer;
import io.github.simclrbeam.encoder.SimClrModel;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.files.WholeDirectory;
import io.github.simclrbeam.proto.CheckpointState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The directory checkpoints/ of a run: which are there, which are kept, and which is the best. An
 * old one goes only after the new one is there to stay.
 *
 * @param run the run's directory
 * @param disk where it lies, if it is local
 */
record RunCheckpoints(String run, Disk disk) {
  private static final String STEP = "step-";

  /** What a checkpoint that cannot be read is called from then on; nothing reads it again. */
  private static final String DAMAGED = "damaged-";

  /** Returns the directories of those that are there, the latest first. */
  List<String> latestFirst() throws IOException {
    List<String> all = new ArrayList<>(Checkpoints.all(run));
    Collections.reverse(all);
    return all;
  }

  /** Returns the directory of the latest one, if there is one. */
  Optional<String> latest() throws IOException {
    return latestFirst().stream().findFirst();
  }

  /**
   * Writes one, then deletes all but the latest ones and the best.
   *
   * @param number what it is compared by; empty: it cannot be the best
   * @param keep how many of the latest stay, this one among them; at least 1
   */
  void write(
      CheckpointState state,
      SimClrModel model,
      Optimizer optimizer,
      Optional<MonitoredNumber> number,
      int keep)
      throws IOException {
    if (number.isPresent()) {
      best().measure(Checkpoints.name(state.getStep()), number.get());
    }
    Checkpoints.write(run, state, model, optimizer, disk);
    keepLatest(keep);
  }

  /**
   * Names the best one in best.json, then deletes all but it and the latest ones. One half deleted
   * is none.
   */
  void keepLatest(int count) throws IOException {
    List<String> latestFirst = latestFirst().stream().map(Uris::name).toList();
    BestFile best = best();
    Set<String> kept = new TreeSet<>(latestFirst.subList(0, Math.min(count, latestFirst.size())));
    best.among(latestFirst).ifPresent(kept::add);
    best.keep(kept);
    for (String name : directories()) {
      if (!kept.contains(name)) {
        Checkpoints.directory(run, name, disk).remove();
      }
    }
  }

  /** Takes one that is damaged out of the way, to be looked at; returns where it is now. */
  String setAside(String checkpoint) throws IOException {
    String name = Uris.name(checkpoint);
    Checkpoints.directory(run, name, disk).rename(DAMAGED + name);
    return Uris.resolve(directory(), DAMAGED + name);
  }

  /** Puts in order what a killed process left. */
  void settle() throws IOException {
    WholeDirectory.settle(directory(), disk);
  }

  private BestFile best() throws IOException {
    return BestFile.open(Uris.resolve(directory(), "best.json"), new DurableFiles(disk));
  }

  /** Returns the names of all that are called checkpoints, whole or not. */
  private List<String> directories() throws IOException {
    return Listing.expandIfAny(directory()).stream()
        .map(FileEntry::uri)
        .map(Uris::parent)
        .map(Uris::name)
        .filter(name -> name.startsWith(STEP))
        .distinct()
        .toList();
  }

  private String directory() {
    return Uris.resolve(run, "checkpoints");
  }
}
