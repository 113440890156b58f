package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.LabelNumbers;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The steps of a run one after the other, without a runner: fast, and it can die between two. */
final class HandRun {
  static final ViewSettings SETTINGS =
      new ViewSettings(RecipeMessages.toMessage(Recipes.none()), 8, 3, 1, 0, ViewEncoding.RAW, 1);

  private static final int CHUNKS_PER_SHARD = 2;

  private final String input;
  private final ShardDestination destination;
  private final int shards;
  private final WorkSettings work = new WorkSettings(SETTINGS, DecodeSettings.DEFAULT);
  private final List<DeadLetter> letters = new ArrayList<>();
  private final List<ImageWarning> warnings = new ArrayList<>();

  /** Shards whose files were kept. */
  int kept;

  /** Chunks that an earlier run finished. */
  int continued;

  /** Chunks that this run finished. */
  int made;

  HandRun(String input, String output, int shards) {
    this.input = input;
    this.destination = new ShardDestination(output, "x", "train");
    this.shards = shards;
  }

  /** Runs to the end, or until the file system fails. */
  HandRun run() throws IOException {
    List<String> names = new ArrayList<>();
    List<ShardFile> files = new ArrayList<>();
    ShardPlan plan = make(names, files);
    finish(plan, names, files);
    return this;
  }

  /** Runs to the end; the last step is tried again by the same run when the file system fails. */
  HandRun runTryingAgain() throws IOException {
    List<String> names = new ArrayList<>();
    List<ShardFile> files = new ArrayList<>();
    ShardPlan plan = make(names, files);
    try {
      finish(plan, names, files);
    } catch (IOException e) {
      CrashingStore.checkDied(e);
      CrashingStore.revive();
      finish(plan, names, files);
    }
    return this;
  }

  private void finish(ShardPlan plan, List<String> names, List<ShardFile> files)
      throws IOException {
    new FinishShards(SETTINGS, destination, 0.9).finish(plan, names, files, letters, warnings);
  }

  private ShardPlan make(List<String> names, List<ShardFile> files) throws IOException {
    TemporaryFiles.tidy(destination);
    List<ImageReference> images = labelled(names);
    ShardPlan plan = new ShardPlan(images.size(), shards, CHUNKS_PER_SHARD, List.of());
    KnownWork known = KnownWork.load(destination, work);
    for (List<ImageReference>[] chunks : byShard(plan, images).values()) {
      shard(plan, known, chunks, files);
    }
    return plan;
  }

  private List<ImageReference> labelled(List<String> names) throws IOException {
    List<ImageReference> found = new ArrayList<>();
    ImageSource.open(input, SourceSettings.DEFAULT).forEach(found::add);
    TreeSet<String> different = new TreeSet<>();
    found.forEach(image -> different.add(image.getLabelName()));
    different.remove("");
    names.addAll(LabelNumbers.of(different));
    LabelMap map = LabelMap.of(names);
    List<ImageReference> numbered = new ArrayList<>();
    for (ImageReference image : found) {
      numbered.add(
          image.getLabelName().isEmpty()
              ? image
              : image.toBuilder().setLabel(map.number(image)).clearLabelName().build());
    }
    return numbered;
  }

  @SuppressWarnings("unchecked")
  private static Map<Integer, List<ImageReference>[]> byShard(
      ShardPlan plan, List<ImageReference> images) {
    Map<Integer, List<ImageReference>[]> byShard = new TreeMap<>();
    ImageOrder order = new ImageOrder(SETTINGS.seed());
    for (ImageReference image : images) {
      int chunk = plan.chunkOf(order.hash(image.getId()));
      List<ImageReference>[] chunks =
          byShard.computeIfAbsent(plan.shardOf(chunk), s -> new List[CHUNKS_PER_SHARD]);
      int place = chunk % CHUNKS_PER_SHARD;
      chunks[place] = chunks[place] == null ? new ArrayList<>() : chunks[place];
      chunks[place].add(image);
    }
    return byShard;
  }

  private void shard(
      ShardPlan plan, KnownWork known, List<ImageReference>[] chunks, List<ShardFile> files)
      throws IOException {
    int shard = -1;
    List<ChunkInput> inputs = new ArrayList<>();
    Map<Integer, List<ImageReference>> numbered = new TreeMap<>();
    for (List<ImageReference> references : chunks) {
      if (references != null) {
        long hash = new ImageOrder(SETTINGS.seed()).hash(references.get(0).getId());
        int chunk = plan.chunkOf(hash);
        shard = plan.shardOf(chunk);
        numbered.put(chunk, references);
        try (ReadChunkInput read = new ReadChunkInput(SETTINGS.seed(), 1 << 20)) {
          inputs.add(read.read(chunk, references));
        }
      }
    }
    TakeOver.Taken taken = new TakeOver(destination, work, known).of(shard, inputs);
    letters.addAll(taken.deadLetters());
    warnings.addAll(taken.warnings());
    continued += taken.chunks().size();
    numbered.keySet().removeAll(taken.done());
    List<ChunkFile> made = new ArrayList<>(taken.chunks());
    for (Map.Entry<Integer, List<ImageReference>> chunk : numbered.entrySet()) {
      made.add(write(shard, chunk.getKey(), chunk.getValue()));
    }
    if (taken.shard().isPresent()) {
      kept++;
      files.add(taken.shard().get());
      return;
    }
    ShardFile joined = JoinChunks.join(shard, made, destination);
    if (joined.facts().getRecords() > 0) {
      files.add(joined);
    }
  }

  private ChunkFile write(int shard, int chunk, List<ImageReference> references)
      throws IOException {
    try (WriteChunk writer = new WriteChunk(SETTINGS, DecodeSettings.DEFAULT, destination)) {
      ChunkFile file = writer.write(shard, chunk, references, letters::add, warnings::add);
      made++;
      return file;
    }
  }

  /** Returns the files of a directory with their texts, bytes as characters. */
  static Map<String, String> files(String directory) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Path path : listed(directory)) {
      String name = path.getFileName().toString();
      files.put(
          name,
          Files.isDirectory(path)
              ? "a directory"
              : new String(StoredFile.read(path.toString()), StandardCharsets.ISO_8859_1));
    }
    return files;
  }

  private static List<Path> listed(String directory) throws IOException {
    try (Stream<Path> paths = Files.list(Path.of(directory))) {
      return paths.toList();
    }
  }
}
