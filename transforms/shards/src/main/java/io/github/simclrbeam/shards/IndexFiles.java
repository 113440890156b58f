package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The files {@code index/SHARD.idx}: for each record a line {@code offset length}, both in bytes
 * and the length with the frame, as the {@code tfrecord} package's {@code tfrecord2idx} writes it
 * and DALI reads it. They stand in a folder of their own, so that a glob over the shards does not
 * find them.
 */
final class IndexFiles {
  private static final String FOLDER = "index";
  private static final String SUFFIX = ".idx";

  private IndexFiles() {}

  /** Returns whether a path below the directory is that of an index. */
  static boolean isIndex(String path) {
    return path.startsWith(FOLDER + "/") && path.endsWith(SUFFIX);
  }

  /**
   * Writes the index of every shard, and removes others. Reads the lengths of all records.
   *
   * @param manifest names the shards, which are there already
   * @throws CorruptShardException if a shard is not what the manifest says
   */
  static void write(String directory, ShardManifest manifest) throws IOException {
    Map<String, FileEntry> old = existing(directory);
    for (Shard shard : manifest.getShardsList()) {
      String name = shard.getFile() + SUFFIX;
      StoredFile.writeAtomically(Uris.resolve(folder(directory), name), lines(directory, shard));
      old.remove(name);
    }
    for (FileEntry other : old.values()) {
      StoredFile.delete(other.uri());
    }
  }

  /** Returns whether the indexes of all shards are there, to the byte. */
  static boolean stand(String directory, ShardManifest manifest) throws IOException {
    return existing(directory).size() == manifest.getShardsCount()
        && problems(directory, manifest).isEmpty();
  }

  /**
   * Returns what is wrong with the files that are there. A set that has none is complete too; the
   * index of a damaged shard is not judged.
   */
  static List<Finding> problems(String directory, ShardManifest manifest) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Map<String, FileEntry> files = existing(directory);
    if (files.isEmpty()) {
      return findings;
    }
    for (Shard shard : manifest.getShardsList()) {
      String name = shard.getFile() + SUFFIX;
      FileEntry file = files.remove(name);
      String path = FOLDER + "/" + name;
      if (file == null) {
        findings.add(new Finding(path, -1, "is missing, though other shards have one"));
        continue;
      }
      try {
        TextDifference.find(lines(directory, shard), StoredFile.readText(file.uri()))
            .ifPresent(difference -> findings.add(new Finding(path, -1, difference)));
      } catch (IOException e) {
        // Told of as the shard's own fault.
      }
    }
    for (FileEntry other : files.values()) {
      findings.add(new Finding(FOLDER + "/" + other.path(), -1, "is the index of no shard"));
    }
    return findings;
  }

  private static String lines(String directory, Shard shard) throws IOException {
    ShardIndex index =
        ShardIndex.scan(
            Uris.resolve(directory, shard.getFile()), shard.getBytes(), shard.getRecords());
    StringBuilder lines = new StringBuilder();
    for (int record = 0; record < index.records(); record++) {
      lines.append(index.offset(record)).append(' ').append(index.frameBytes(record)).append('\n');
    }
    return lines.toString();
  }

  private static Map<String, FileEntry> existing(String directory) throws IOException {
    return Listing.expandIfAny(folder(directory)).stream()
        .collect(Collectors.toMap(FileEntry::path, file -> file, (a, b) -> a, TreeMap::new));
  }

  private static String folder(String directory) {
    return Uris.resolve(directory, FOLDER);
  }
}
