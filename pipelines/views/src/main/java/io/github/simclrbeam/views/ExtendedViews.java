package io.github.simclrbeam.views;

import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.GivenOptions;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StoredMessage;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.CorruptShardException;
import io.github.simclrbeam.shards.IncompatibleFormatException;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardSet;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A complete directory of view shards, of whose images further views are made. What it says stands
 * in for options that were not given, so that both can be read together: the images and how they
 * are read as its run.json says, everything else as its manifest does, and the first view behind
 * its last.
 *
 * @param directory where it is
 * @param manifest read from there
 * @param recorded options that it was made by; none when there is no run.json
 */
record ExtendedViews(String directory, ShardManifest manifest, Map<String, String> recorded) {
  /** Options that the manifest answers for, or that name another output. */
  private static final Set<String> NOT_OF_IMAGES =
      Set.of("extends", "labelNames", "shardBytes", "split");

  /**
   * Reads the directory that the options name, if they do, and fills in what was not given; notes
   * what was given otherwise than there.
   */
  static Optional<ExtendedViews> of(ViewsOptions options, Problems problems) throws IOException {
    if (options.getExtends() == null) {
      return Optional.empty();
    }
    String directory = InputPath.absolute(options.getExtends());
    try {
      ShardManifest manifest = ShardSet.open(directory).manifest();
      ExtendedViews views = new ExtendedViews(directory, manifest, recorded(directory));
      views.fill(options, problems);
      return Optional.of(views);
    } catch (FileNotFoundException | CorruptShardException | IncompatibleFormatException e) {
      problems.note("extends", e.getMessage());
    } catch (IllegalArgumentException e) {
      problems.note("extends", "%s cannot be extended: %s".formatted(directory, e.getMessage()));
    }
    return Optional.empty();
  }

  private void fill(ViewsOptions options, Problems problems) {
    Set<String> given = GivenOptions.names(options);
    new ExtensionChecks(options, given, directory, manifest, problems).run();
    Map<String, String> texts = new TreeMap<>(recorded);
    texts.keySet().removeAll(NOT_OF_IMAGES);
    if (recorded.containsKey("labelNames")) {
      texts.put("labelNames", Uris.resolve(directory, ManifestFiles.NAME));
    }
    texts.putAll(ofManifest());
    texts.keySet().removeAll(given);
    if (given.contains("shardBytes")) {
      texts.remove("shards");
    }
    GivenOptions.fill(ViewsOptions.class, options, texts, problems);
    if (options.getInput() == null) {
      problems.note(
          "input", "is missing, and no run.json in %s says what it was".formatted(directory));
    }
  }

  private Map<String, String> ofManifest() {
    Map<String, String> texts = new TreeMap<>();
    texts.put("dataset", manifest.getDataset());
    // As a default the split leaves a glob whole; as an option it would cut it.
    if (!manifest.getSplit().equals(ViewsPlan.TRAIN)) {
      texts.put("split", manifest.getSplit());
    }
    texts.put("recipe", manifest.getRecipe().getName());
    texts.put("imageSize", Integer.toString(manifest.getImageSize()));
    texts.put("channels", Integer.toString(manifest.getChannels()));
    texts.put("viewsPerImage", Integer.toString(manifest.getViewsPerImage()));
    texts.put("firstView", Integer.toString(manifest.getFirstView() + manifest.getViewsPerImage()));
    texts.put("encoding", manifest.getEncoding());
    texts.put("seed", Long.toString(manifest.getSeed()));
    if (shards(manifest) > 0) {
      texts.put("shards", Integer.toString(shards(manifest)));
    }
    return texts;
  }

  /** Returns how many shards its images were cut into; 0 when there were no images. */
  static int shards(ShardManifest manifest) {
    return Math.max(manifest.getPlannedShards(), manifest.getShardsCount());
  }

  /** Says whose images were taken, when they are all the same, and else that they are not. */
  String comparedWith(ShardManifest made, String output) {
    String together = "simclr-beam train --views=%s,%s".formatted(directory, output);
    return contents(made).equals(contents(manifest))
        ? "further views of just the images of %s; both together: %s".formatted(directory, together)
        : "the images are not just those of %s, which holds %,d; %s takes those that are in both"
            .formatted(directory, manifest.getRecords(), together);
  }

  private static List<String> contents(ShardManifest manifest) {
    return manifest.getShardsList().stream()
        .map(shard -> shard.getRecords() + " " + shard.getInputDigest())
        .toList();
  }

  private static Map<String, String> recorded(String directory) throws IOException {
    String uri = Uris.resolve(directory, "run.json");
    RunRecord.Builder record = RunRecord.newBuilder();
    if (!StoredFile.exists(uri)) {
      return Map.of();
    }
    StoredMessage.read(uri, record);
    return record.getStage().equals("views") ? record.getConfigurationMap() : Map.of();
  }
}
