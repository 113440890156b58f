package io.github.simclrbeam.shards;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Checks a directory of view shards against everything that it states about itself: the manifest
 * within itself and its root digest; that exactly its shards are there, with their sizes,
 * checksums, numbers of records and of labels; that dead letters and warnings are as many of each
 * reason as it counts; that descriptions and indexes for other programs, where there are any, are
 * true; every record's framing, format, views, label and parameters; that ids are unique and in
 * {@link ImageOrder}. What is damaged is named by shard, record and byte.
 */
public final class Verification {
  /** A set that is wrong throughout is not listed throughout. */
  private static final int MOST_FINDINGS = 1000;

  private static final int BUFFER_BYTES = 1 << 16;

  private final String text;
  private final ShardManifest manifest;
  private final Map<String, FileEntry> files = new TreeMap<>();
  private final List<Finding> findings = new ArrayList<>();
  private final RecordCheck check;
  private final RecordSequence sequence;

  private Verification(String directory, RecordCheck check) throws IOException {
    this.text = ManifestFiles.text(directory);
    this.manifest = ManifestFiles.parse(text, directory);
    this.check = check;
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
    return verify(directory, RecordCheck.NONE);
  }

  /**
   * As the shorter form.
   *
   * @param check is passed by every record that is sound
   */
  public static List<Finding> verify(String directory, RecordCheck check) throws IOException {
    Verification verification = new Verification(directory, check);
    verification.manifest();
    verification.others();
    verification.forOtherPrograms(directory);
    for (Shard shard : verification.manifest.getShardsList()) {
      verification.shard(shard);
    }
    return verification.findings;
  }

  private void manifest() {
    ManifestRules.problems(manifest, text).forEach(problem -> add(ManifestFiles.NAME, problem));
    ManifestSums.problems(manifest).forEach(problem -> add(ManifestFiles.NAME, problem));
  }

  private void others() throws IOException {
    Set<String> ours = new HashSet<>();
    manifest.getShardsList().forEach(shard -> ours.add(shard.getFile()));
    for (String path : files.keySet()) {
      if (ShardNames.looksLikeShard(path) && !ours.contains(path)) {
        add(path, "the manifest does not name this file, but a glob over the shards finds it");
      }
    }
    Map<String, String> uris =
        files.values().stream().collect(Collectors.toMap(FileEntry::path, FileEntry::uri));
    SideFiles.findings(manifest, uris).forEach(this::add);
  }

  private void forOtherPrograms(String directory) throws IOException {
    List<Finding> found = new ArrayList<>(DatasetDescription.problems(directory, manifest));
    found.addAll(IndexFiles.problems(directory, manifest));
    found.forEach(this::add);
  }

  private void shard(Shard shard) throws IOException {
    FileEntry file = files.get(shard.getFile());
    if (file == null) {
      add(shard.getFile(), "the manifest names a file that is missing");
      return;
    }
    if (file.bytes() != shard.getBytes()) {
      add(
          shard.getFile(),
          "the file's size must be %d bytes by the manifest, but was: %d"
              .formatted(shard.getBytes(), file.bytes()));
    }
    try (TfRecordReader reader =
        new TfRecordReader(
            new BufferedInputStream(StoredFile.open(file.uri()), BUFFER_BYTES),
            shard.getFile(),
            file.bytes())) {
      Map<Step, Long> steps = new EnumMap<>(Step.class);
      while (!steps.containsKey(Step.END) && !steps.containsKey(Step.LOST) && !full()) {
        steps.merge(record(reader, file), 1L, Long::sum);
      }
      reader.skipRest();
      if (steps.containsKey(Step.END)) {
        records(shard, reader);
      }
      if (steps.containsKey(Step.END) && !steps.containsKey(Step.DAMAGED)) {
        labels(shard, steps.getOrDefault(Step.LABELLED, 0L));
      }
      checksum(shard, reader);
    }
  }

  /** What came of reading on in a shard. */
  private enum Step {
    LABELLED,
    UNLABELLED,
    DAMAGED,
    /** Damaged so that nothing tells where the next record begins. */
    LOST,
    /** The file has ended behind a record. */
    END
  }

  private Step record(TfRecordReader reader, FileEntry file) throws IOException {
    long number = reader.records();
    try {
      byte[] data = reader.next().orElse(null);
      return data == null ? Step.END : sound(reader, number, data);
    } catch (CorruptShardException e) {
      DamagedRecord damaged = DamagedRecord.at(file.uri(), e.offset(), file.bytes());
      String where =
          damaged
              .flipped()
              .map(at -> e.problem() + "; one bit is turned over, in byte " + at)
              .orElse(e.problem());
      add(new Finding(e.file(), number, damaged.id(), e.offset(), where));
      return reader.records() > number ? Step.DAMAGED : Step.LOST;
    }
  }

  private Step sound(TfRecordReader reader, long number, byte[] data) {
    long offset = reader.recordOffset();
    ViewRecord record;
    try {
      record = ViewRecord.parse(data);
    } catch (IllegalArgumentException e) {
      add(new Finding(reader.file(), number, "", offset, e.getMessage()));
      return Step.DAMAGED;
    }
    List<String> problems = new ArrayList<>(sequence.problems(record));
    problems.addAll(check.problems(number, record, manifest));
    problems.forEach(
        problem -> add(new Finding(reader.file(), number, record.id(), offset, problem)));
    return record.label().isPresent() ? Step.LABELLED : Step.UNLABELLED;
  }

  private void records(Shard shard, TfRecordReader reader) {
    if (reader.records() < shard.getRecords()) {
      add(
          new Finding(
              shard.getFile(),
              reader.records(),
              "",
              reader.bytes(),
              "the file ends before it; by the manifest it must have %d records"
                  .formatted(shard.getRecords())));
    } else if (reader.records() > shard.getRecords()) {
      add(
          shard.getFile(),
          "the file's records must be %d by the manifest, but were: %d"
              .formatted(shard.getRecords(), reader.records()));
    }
  }

  private void labels(Shard shard, long labelled) {
    if (labelled != shard.getLabelled()) {
      add(
          shard.getFile(),
          "records with a label must be %d by the manifest, but were: %d"
              .formatted(shard.getLabelled(), labelled));
    }
  }

  private void checksum(Shard shard, TfRecordReader reader) {
    if (reader.crc32c() != shard.getCrc32C()) {
      add(
          shard.getFile(),
          "the file's CRC32C must be %08x by the manifest, but was: %08x"
              .formatted(shard.getCrc32C(), reader.crc32c()));
    }
  }

  private boolean full() {
    return findings.size() >= MOST_FINDINGS;
  }

  private void add(String file, String message) {
    add(new Finding(file, -1, message));
  }

  private void add(Finding finding) {
    if (!full()) {
      findings.add(finding);
      if (full()) {
        findings.add(new Finding(finding.file(), -1, "and more: not all of the set was read"));
      }
    }
  }
}
