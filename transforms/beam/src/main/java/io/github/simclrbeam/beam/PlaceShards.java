package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives shards their final names. Files that stay are not touched. One that an earlier run made may
 * have to move to a name that another one has, while a third takes its own: such files step aside
 * first. May be done again at any point, with the same end.
 */
final class PlaceShards {
  private record Move(ShardFile file, String to, boolean aside) {
    boolean isNeeded() {
      return !file.uri().equals(to);
    }
  }

  private final ShardDestination destination;
  private final List<Move> moves = new ArrayList<>();

  /**
   * @param files in the order of their final names
   */
  PlaceShards(ShardDestination destination, List<ShardFile> files) {
    this.destination = destination;
    Set<String> names = new HashSet<>();
    for (int i = 0; i < files.size(); i++) {
      names.add(destination.shard(i, files.size()));
    }
    for (int i = 0; i < files.size(); i++) {
      String to = destination.shard(i, files.size());
      String from = files.get(i).uri();
      moves.add(new Move(files.get(i), to, !from.equals(to) && names.contains(from)));
    }
  }

  /**
   * Returns whether all files have their names, given that the manifest that they make stands in
   * the directory.
   */
  boolean isDone() throws IOException {
    for (Move move : moves) {
      ShardFile file = move.file();
      if (!stands(move) || (!file.kept() && StoredFile.exists(file.uri()))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Moves the files.
   *
   * @throws IOException if one is not there with its size afterwards
   */
  void place() throws IOException {
    List<Move> aside = moves.stream().filter(Move::aside).toList();
    if (!aside.isEmpty()) {
      stepAside(aside);
    }
    for (Move move : moves) {
      if (move.isNeeded()) {
        StoredFile.rename(move.aside() ? asideFile(move) : move.file().uri(), move.to());
      }
      // An earlier attempt may have renamed it; then it stands there already.
      if (!stands(move)) {
        throw new IOException(
            "%s must have %d bytes, renamed from %s, but has not"
                .formatted(move.to(), move.file().facts().getBytes(), move.file().uri()));
      }
    }
  }

  /** Once only: afterwards other files stand under these names. */
  private void stepAside(List<Move> aside) throws IOException {
    List<String> what =
        aside.stream()
            .map(move -> "%s %s %s\n".formatted(move.file().uri(), asideFile(move), move.to()))
            .toList();
    String marker =
        Uris.resolve(destination.temporaryDirectory(), "aside-" + ContentDigest.ofTexts(what));
    if (StoredFile.exists(marker)) {
      return;
    }
    for (Move move : aside) {
      StoredFile.rename(move.file().uri(), asideFile(move));
    }
    StoredFile.writeAtomically(marker, "");
  }

  private String asideFile(Move move) {
    return destination.asideFile(move.file().facts().getInputDigest());
  }

  private static boolean stands(Move move) throws IOException {
    ShardFile file = move.file();
    if (file.kept() && move.isNeeded()) {
      // Where one of an earlier run stood, another of its size may stand now.
      return StoredFacts.hold(move.to(), file.facts().getBytes(), file.facts().getCrc32C());
    }
    return StoredFile.exists(move.to()) && StoredFile.size(move.to()) == file.facts().getBytes();
  }
}
