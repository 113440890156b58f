package io.github.simclrbeam.views;

import io.github.simclrbeam.beam.DeadLetterSummary;
import io.github.simclrbeam.beam.DeadLetters;
import io.github.simclrbeam.beam.RecipeMessages;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.ShardSet;
import io.github.simclrbeam.shards.TfRecordReader;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says what a directory of view shards holds. */
public final class Inspect {
  private static final int FIRST_RECORDS = 5;

  /** Bytes after which no further shard is read: each is a random subset of the images. */
  private static final long ENOUGH_BYTES = 1L << 30;

  private final ShardSet set;
  private final Map<Integer, Long> labels = new TreeMap<>();
  private final List<String> first = new ArrayList<>();
  private long unlabelled;
  private int shardsRead;

  private Inspect(ShardSet set) {
    this.set = set;
  }

  /**
   * Returns counts, the recipe, how often each label occurs and the first records, in lines. Labels
   * are counted in shards of 1 GiB together.
   *
   * @throws java.io.FileNotFoundException if the directory holds no manifest
   * @throws CorruptShardException if a shard is damaged; names it and the byte
   */
  public static String describe(String directory) throws IOException {
    Inspect inspect = new Inspect(ShardSet.open(directory));
    inspect.readRecords();
    return inspect.text();
  }

  private void readRecords() throws IOException {
    long bytes = 0;
    for (int shard = 0; shard < set.shards() && bytes < ENOUGH_BYTES; shard++) {
      try (TfRecordReader reader = set.open(shard)) {
        for (Optional<byte[]> data = reader.next(); data.isPresent(); data = reader.next()) {
          add(parse(data.get(), shard, reader.recordOffset()), data.get().length);
        }
      }
      bytes += set.manifest().getShards(shard).getBytes();
      shardsRead++;
    }
  }

  private ViewRecord parse(byte[] data, int shard, long offset) throws CorruptShardException {
    try {
      return ViewRecord.parse(data);
    } catch (IllegalArgumentException e) {
      CorruptShardException corrupt =
          new CorruptShardException(set.uri(shard), offset, e.getMessage());
      corrupt.initCause(e);
      throw corrupt;
    }
  }

  private void add(ViewRecord record, int bytes) {
    if (record.label().isPresent()) {
      labels.merge(record.label().getAsInt(), 1L, Long::sum);
    } else {
      unlabelled++;
    }
    if (first.size() < FIRST_RECORDS) {
      String label = record.label().isPresent() ? name(record.label().getAsInt()) : "no label";
      first.add("%s  %s  %,d bytes".formatted(record.id(), label, bytes));
    }
  }

  private String text() throws IOException {
    ShardManifest manifest = set.manifest();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: view shards of %s, split %s"
            .formatted(set.directory(), manifest.getDataset(), manifest.getSplit()));
    lines.add("  images        %,d".formatted(manifest.getRecords()));
    lines.add("  dead letters  " + deadLetters(manifest));
    lines.add(
        "  views         %d of each image, from index %d; %d x %d x %d, %s"
            .formatted(
                manifest.getViewsPerImage(),
                manifest.getFirstView(),
                manifest.getImageSize(),
                manifest.getImageSize(),
                manifest.getChannels(),
                manifest.getEncoding()));
    lines.add("  decoded by    " + DeadLetters.describe(manifest.getDecodersMap()));
    lines.add("  recipe        " + RecipeMessages.toRecipe(manifest.getRecipe()).describe());
    lines.add("  seed          " + manifest.getSeed());
    lines.add("  made with     " + manifest.getLibrariesMap());
    lines.add(
        "  shards        %d, %,d bytes"
            .formatted(
                manifest.getShardsCount(),
                manifest.getShardsList().stream().mapToLong(Shard::getBytes).sum()));
    lines.addAll(labelLines());
    lines.add("  first records");
    first.forEach(line -> lines.add("    " + line));
    DeadLetterSummary.of(set.directory()).forEach(line -> lines.add("  " + line));
    return String.join("\n", lines) + "\n";
  }

  private static String deadLetters(ShardManifest manifest) {
    return manifest.getDeadLetters() == 0
        ? "0"
        : "%,d (%s)"
            .formatted(
                manifest.getDeadLetters(),
                DeadLetters.describe(manifest.getDeadLettersByReasonMap()));
  }

  private List<String> labelLines() {
    List<String> lines = new ArrayList<>();
    String where =
        shardsRead < set.shards() ? " (in the first %d shards)".formatted(shardsRead) : "";
    lines.add("  labels        %d%s".formatted(set.manifest().getLabelNamesCount(), where));
    labels.forEach((label, count) -> lines.add("    %,8d  %s".formatted(count, name(label))));
    if (unlabelled > 0) {
      lines.add("    %,8d  without a label".formatted(unlabelled));
    }
    return lines;
  }

  private String name(int label) {
    return label < set.manifest().getLabelNamesCount()
        ? set.manifest().getLabelNames(label)
        : "label " + label + " without a name";
  }
}
