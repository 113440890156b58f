package io.github.simclrbeam.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A directory of files that is there whole or not at all. On local disks: written under a temporary
 * name, forced to disk, renamed; removed by renaming first. Elsewhere, where directories are only
 * prefixes: a marker, written last and removed first, says that all files are there.
 *
 * @param uri the directory
 * @param marker name of one of its files
 * @param disk where it lies, if it is local
 */
public record WholeDirectory(String uri, String marker, Disk disk) {
  private static final String REPLACED = ".old-";

  /** Returns whether it is there. */
  public boolean exists() throws IOException {
    return StoredFile.exists(Uris.resolve(uri, marker));
  }

  /**
   * Writes it, in the place of what is there. At every moment the old one or the new one is there
   * whole, at the latest after {@link #settle}; not so on stores without directories, which for a
   * while hold neither.
   *
   * @param files what they hold by name, the marker among them; each is asked once
   */
  public void write(Map<String, StoredFile.Content> files) throws IOException {
    if (!files.containsKey(marker)) {
      throw new IllegalArgumentException(
          "files must hold " + marker + ", but hold: " + files.keySet());
    }
    if (Uris.isLocal(uri)) {
      writeLocal(files);
      return;
    }
    removeMarker();
    for (String name : files.keySet().stream().sorted(Comparator.comparing(this::last)).toList()) {
      StoredFile.writeAtomically(Uris.resolve(uri, name), files.get(name));
    }
  }

  private void writeLocal(Map<String, StoredFile.Content> files) throws IOException {
    Path target = LocalPaths.of(uri).toAbsolutePath();
    Path parent = target.getParent();
    Path temporary = parent.resolve(DurableFiles.UNFINISHED + UUID.randomUUID());
    Path replaced = parent.resolve(REPLACED + target.getFileName());
    DurableFiles durable = new DurableFiles(disk);
    durable.makeDirectories(parent);
    try {
      disk.makeDirectory(temporary);
      for (Map.Entry<String, StoredFile.Content> file : files.entrySet()) {
        durable.write(temporary.resolve(file.getKey()), file.getValue());
      }
      disk.force(temporary);
      if (Files.exists(target)) {
        durable.deleteTree(replaced);
        disk.move(target, replaced);
      }
      disk.move(temporary, target);
    } catch (IOException | RuntimeException e) {
      durable.deleteTree(temporary, e);
      restore(replaced, target, e);
      throw e;
    }
    disk.force(parent);
    durable.deleteTree(replaced);
  }

  private void restore(Path replaced, Path target, Exception fault) {
    try {
      if (Files.exists(replaced) && !Files.exists(target)) {
        disk.move(replaced, target);
      }
    } catch (IOException e) {
      fault.addSuppressed(e);
    }
  }

  /** Removes it: nobody ever sees a part of it under its name. */
  public void remove() throws IOException {
    if (Uris.isLocal(uri)) {
      Path target = LocalPaths.of(uri).toAbsolutePath();
      Path doomed = target.resolveSibling(DurableFiles.UNFINISHED + UUID.randomUUID());
      disk.move(target, doomed);
      // Otherwise its files could be gone after a crash, and its name be back.
      disk.force(target.getParent());
      new DurableFiles(disk).deleteTree(doomed);
      return;
    }
    removeMarker();
    StoredFile.delete(markerFirst());
  }

  /** Not every client tells that its store kept a file. */
  private void removeMarker() throws IOException {
    String file = Uris.resolve(uri, marker);
    StoredFile.delete(file);
    if (exists()) {
      throw StoreException.kept(file, 0);
    }
  }

  /** Gives it another name beside its own, in the place of what has that name. */
  public void rename(String name) throws IOException {
    String to = Uris.resolve(Uris.parent(uri), name);
    if (Uris.isLocal(uri)) {
      Path target = LocalPaths.of(to).toAbsolutePath();
      new DurableFiles(disk).deleteTree(target);
      disk.move(LocalPaths.of(uri).toAbsolutePath(), target);
      disk.force(target.getParent());
      return;
    }
    for (String file : markerFirst()) {
      StoredFile.rename(file, Uris.resolve(to, Uris.name(file)));
    }
  }

  /**
   * Puts in order what a killed process left in a local directory of such directories: deletes what
   * was not finished, and brings back what was about to be replaced.
   */
  public static void settle(String parent, Disk disk) throws IOException {
    if (!Uris.isLocal(parent) || !Files.isDirectory(LocalPaths.of(parent))) {
      return;
    }
    Path directory = LocalPaths.of(parent).toAbsolutePath();
    DurableFiles durable = new DurableFiles(disk);
    try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, REPLACED + "*")) {
      for (Path replaced : left) {
        String name = replaced.getFileName().toString().substring(REPLACED.length());
        if (Files.exists(directory.resolve(name))) {
          durable.deleteTree(replaced);
        } else {
          disk.move(replaced, directory.resolve(name));
          disk.force(directory);
        }
      }
    }
    durable.deleteUnfinished(directory);
  }

  private List<String> markerFirst() throws IOException {
    return Listing.expandIfAny(uri).stream()
        .map(FileEntry::uri)
        .sorted(Comparator.comparing((String file) -> !last(Uris.name(file))))
        .toList();
  }

  private boolean last(String name) {
    return name.equals(marker);
  }
}
