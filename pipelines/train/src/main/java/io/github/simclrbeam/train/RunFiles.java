package io.github.simclrbeam.train;

import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.DurableFiles;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.StoredMessage;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.TrainingManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files of a run directory: metrics.jsonl, monitor.jsonl, events/, trace/, checkpoints/ and,
 * once training is complete, manifest.json.
 *
 * @param uri the directory
 * @param disk where it lies, if it is local
 */
record RunFiles(String uri, Disk disk) {
  private static final int FORMAT_VERSION = 1;

  String metrics() {
    return Uris.resolve(uri, "metrics.jsonl");
  }

  String trace() {
    return Uris.resolve(uri, "trace");
  }

  /** Returns the directory that TensorBoard shows. */
  String events() {
    return Uris.resolve(uri, "events");
  }

  String monitor() {
    return Uris.resolve(uri, "monitor.jsonl");
  }

  RunCheckpoints checkpoints() {
    return new RunCheckpoints(uri, disk);
  }

  /** Returns what says that training is complete, if it is. */
  Optional<TrainingManifest> manifest() throws IOException {
    if (!StoredFile.exists(manifestUri())) {
      return Optional.empty();
    }
    TrainingManifest.Builder manifest = TrainingManifest.newBuilder();
    StoredMessage.read(manifestUri(), manifest);
    return Optional.of(manifest.build());
  }

  /** Says that training is complete. */
  void writeManifest(TrainingManifest manifest) throws IOException {
    String json = ProtoJson.print(manifest.toBuilder().setFormatVersion(FORMAT_VERSION).build());
    new DurableFiles(disk).write(manifestUri(), json.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes back that training is complete, before it goes on. */
  void deleteManifest() throws IOException {
    new DurableFiles(disk).delete(manifestUri());
  }

  /** Puts in order what a killed process left, on a local disk. */
  void settle() throws IOException {
    checkpoints().settle();
    if (Uris.isLocal(uri)) {
      DurableFiles files = new DurableFiles(disk);
      for (String directory : List.of(uri, trace(), events(), RunEvents.speed(events()))) {
        files.deleteUnfinished(Path.of(Uris.plain(directory)));
      }
    }
  }

  private String manifestUri() {
    return Uris.resolve(uri, "manifest.json");
  }
}
