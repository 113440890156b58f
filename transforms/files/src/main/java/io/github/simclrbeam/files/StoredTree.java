package io.github.simclrbeam.files;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything below a directory of a store, hidden files too. */
public final class StoredTree {
  private StoredTree() {}

  /**
   * Deletes the files in turns; a turn begins when a listing shows none of the turn before. Not
   * every client tells that its store kept a file.
   *
   * @param turn of a file by its name without directories; lower ones go first
   * @throws StoreException if the store cannot be listed, or keeps a file; names it
   */
  public static void delete(String directory, Function<String, Integer> turn) throws IOException {
    TreeMap<Integer, List<String>> turns =
        files(directory).stream()
            .collect(
                Collectors.groupingBy(
                    file -> turn.apply(Uris.name(file)), TreeMap::new, Collectors.toList()));
    for (List<String> files : turns.values()) {
      StoredFile.delete(files);
      Set<String> left = new HashSet<>(files(directory));
      left.retainAll(Set.copyOf(files));
      if (!left.isEmpty()) {
        throw StoreException.kept(
            left.stream().sorted().findFirst().orElseThrow(), left.size() - 1);
      }
    }
  }

  private static List<String> files(String directory) throws IOException {
    return RemoteFile.matched(Uris.resolve(directory, "**")).stream()
        .map(file -> file.resourceId().toString())
        .toList();
  }
}
