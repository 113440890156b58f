package io.github.simclrbeam.train;

import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.TrainingManifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The files of a run directory: metrics.jsonl, trace/, checkpoints/ and, once training is complete,
 * manifest.json.
 *
 * @param uri the directory
 */
record RunFiles(String uri) {
  private static final int FORMAT_VERSION = 1;
  private static final String STATE = "state.json";

  String metrics() {
    return Uris.resolve(uri, "metrics.jsonl");
  }

  String trace() {
    return Uris.resolve(uri, "trace");
  }

  /** Returns the directory of the latest checkpoint, if there is one. */
  Optional<String> latestCheckpoint() throws IOException {
    try {
      return Optional.of(Checkpoints.latest(uri));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Returns what says that training is complete, if it is. */
  Optional<TrainingManifest> manifest() throws IOException {
    if (!StoredFile.exists(manifestUri())) {
      return Optional.empty();
    }
    TrainingManifest.Builder manifest = TrainingManifest.newBuilder();
    ProtoJson.parse(StoredFile.readText(manifestUri()), manifest);
    return Optional.of(manifest.build());
  }

  /** Says that training is complete. */
  void writeManifest(TrainingManifest manifest) throws IOException {
    StoredFile.writeAtomically(
        manifestUri(),
        ProtoJson.print(manifest.toBuilder().setFormatVersion(FORMAT_VERSION).build()));
  }

  /** Takes back that training is complete, before it goes on. */
  void deleteManifest() throws IOException {
    if (StoredFile.exists(manifestUri())) {
      StoredFile.delete(manifestUri());
    }
  }

  /** Deletes all checkpoints but the latest ones. A checkpoint half deleted is none. */
  void keepLatestCheckpoints(int count) throws IOException {
    NavigableMap<String, List<FileEntry>> checkpoints = new TreeMap<>();
    for (FileEntry file : Listing.expand(checkpoints())) {
      checkpoints.computeIfAbsent(Uris.parent(file.uri()), d -> new ArrayList<>()).add(file);
    }
    int kept = 0;
    for (String directory : checkpoints.descendingKeySet()) {
      List<FileEntry> files = checkpoints.get(directory);
      if (kept < count && files.stream().anyMatch(RunFiles::isState)) {
        kept++;
      } else {
        delete(directory, files);
      }
    }
  }

  /** Deletes what a killed process left of a checkpoint that it was writing, on a local disk. */
  void deleteLeftovers() throws IOException {
    if (!Uris.isLocal(uri)) {
      return;
    }
    Path checkpoints = Path.of(checkpoints());
    if (!Files.isDirectory(checkpoints)) {
      return;
    }
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(checkpoints, ".tmp-*")) {
      for (Path leftover : leftovers) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(leftover)) {
          for (Path file : files) {
            Files.delete(file);
          }
        }
        Files.delete(leftover);
      }
    }
  }

  private static void delete(String directory, List<FileEntry> files) throws IOException {
    // The state goes first: without it nobody takes the rest for a checkpoint.
    for (FileEntry file : files.stream().sorted(Comparator.comparing(f -> !isState(f))).toList()) {
      StoredFile.delete(file.uri());
    }
    if (Uris.isLocal(directory)) {
      Files.deleteIfExists(Path.of(Uris.plain(directory)));
    }
  }

  private static boolean isState(FileEntry file) {
    return Uris.name(file.uri()).equals(STATE);
  }

  private String checkpoints() {
    return Uris.resolve(uri, "checkpoints");
  }

  private String manifestUri() {
    return Uris.resolve(uri, "manifest.json");
  }
}
