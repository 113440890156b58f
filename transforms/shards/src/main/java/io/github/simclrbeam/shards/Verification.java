package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks a directory of view shards against everything that it states about itself: the manifest
 * within itself and its root digest; that exactly its shards are there, with their sizes, checksums
 * and numbers of records; that the dead letters are as many as it counts; that descriptions and
 * indexes for other programs, where there are any, are true; every record's framing, format, views,
 * label and parameters; that ids are unique and in {@link ImageOrder}.
 */
public final class Verification {
  /** A set that is wrong throughout is not listed throughout. */
  private static final int MOST_FINDINGS = 1000;

  private static final String DEAD_LETTERS = "dead-letters.jsonl";
  private static final int BUFFER_BYTES = 1 << 16;

  private final ShardManifest manifest;
  private final Map<String, FileEntry> files = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final RecordSequence sequence;

  private Verification(String directory) throws IOException {
    this.manifest = ManifestFiles.readUnchecked(directory);
    this.sequence = new RecordSequence(manifest);
    Listing.expand(directory).forEach(file -> files.put(file.path(), file));
  }

  /**
   * Reads every byte of the set.
   *
   * @return what is wrong, at most about a thousand findings; nothing when all is well
   * @throws java.io.FileNotFoundException if the directory holds no manifest
   * @throws IncompatibleFormatException if the manifest is of an unknown version
   * @throws CorruptShardException if the manifest is not JSON of a manifest
   */
  public static List<Finding> verify(String directory) throws IOException {
    Verification verification = new Verification(directory);
    verification.manifest();
    verification.others();
    verification.forOtherPrograms(directory);
    for (Shard shard : verification.manifest.getShardsList()) {
      verification.shard(shard);
    }
    return verification.findings;
  }

  private void manifest() {
    for (String problem : ManifestRules.problems(manifest)) {
      add(ManifestFiles.NAME, -1, problem);
    }
  }

  private void others() throws IOException {
    Set<String> ours = new HashSet<>();
    manifest.getShardsList().forEach(shard -> ours.add(shard.getFile()));
    for (String path : files.keySet()) {
      if (ShardNames.looksLikeShard(path) && !ours.contains(path)) {
        add(path, -1, "the manifest does not name this file, but a glob over the shards finds it");
      }
    }
    FileEntry letters = files.get(DEAD_LETTERS);
    long lines = letters == null ? 0 : StoredFile.readText(letters.uri()).lines().count();
    if (lines != manifest.getDeadLetters()) {
      add(
          DEAD_LETTERS,
          -1,
          "lines must be %d by the manifest, but were: %d"
              .formatted(manifest.getDeadLetters(), lines));
    }
  }

  private void forOtherPrograms(String directory) throws IOException {
    List<Finding> found = new ArrayList<>(DatasetDescription.problems(directory, manifest));
    found.addAll(IndexFiles.problems(directory, manifest));
    found.forEach(finding -> add(finding.file(), finding.offset(), finding.message()));
  }

  private void shard(Shard shard) throws IOException {
    FileEntry file = files.get(shard.getFile());
    if (file == null) {
      add(shard.getFile(), -1, "the manifest names a file that is missing");
      return;
    }
    if (file.bytes() != shard.getBytes()) {
      add(
          shard.getFile(),
          -1,
          "the file's size must be %d bytes by the manifest, but was: %d"
              .formatted(shard.getBytes(), file.bytes()));
    }
    try (TfRecordReader reader =
        new TfRecordReader(
            new BufferedInputStream(StoredFile.open(file.uri()), BUFFER_BYTES),
            shard.getFile(),
            file.bytes())) {
      boolean more = true;
      while (more && !full()) {
        more = record(reader);
      }
      reader.skipRest();
      facts(shard, reader);
    }
  }

  /** Returns whether another record may follow. */
  private boolean record(TfRecordReader reader) throws IOException {
    long records = reader.records();
    try {
      byte[] data = reader.next().orElse(null);
      if (data == null) {
        return false;
      }
      for (String problem : sequence.problems(data)) {
        add(reader.file(), reader.recordOffset(), problem);
      }
      return true;
    } catch (CorruptShardException e) {
      add(e.file(), e.offset(), e.problem());
      // Where the frame itself is wrong nothing tells where the next one begins.
      return reader.records() > records;
    }
  }

  private void facts(Shard shard, TfRecordReader reader) {
    if (full()) {
      return;
    }
    if (reader.crc32c() != shard.getCrc32C()) {
      add(
          shard.getFile(),
          -1,
          "the file's CRC32C must be %08x by the manifest, but was: %08x"
              .formatted(shard.getCrc32C(), reader.crc32c()));
    }
    if (reader.records() != shard.getRecords()) {
      add(
          shard.getFile(),
          -1,
          "the file's records must be %d by the manifest, but were: %d"
              .formatted(shard.getRecords(), reader.records()));
    }
  }

  private boolean full() {
    return findings.size() >= MOST_FINDINGS;
  }

  private void add(String file, long offset, String message) {
    if (!full()) {
      findings.add(new Finding(file, offset, message));
    }
    if (findings.size() == MOST_FINDINGS) {
      findings.add(new Finding(file, -1, "and more: not all of the set was read"));
    }
  }
}
