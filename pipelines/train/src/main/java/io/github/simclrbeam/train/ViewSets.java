package io.github.simclrbeam.train;

import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.ShardSet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The directories of view shards that a run trains on, read as one: an image's views are those of
 * all directories.
 *
 * @param sets ascending by their first view
 * @param images those that are in all sets
 */
record ViewSets(List<ShardSet> sets, CommonImages images) {
  ViewSets {
    sets = List.copyOf(sets);
  }

  /** Returns the directories as a person reads them. */
  String directories() {
    return sets.stream().map(set -> Uris.plain(set.directory())).collect(Collectors.joining(", "));
  }

  /** Returns what names the views, whatever their directories are called. */
  String identity() {
    return sets.stream()
        .map(ShardSet::manifest)
        .map(
            manifest ->
                "%s-%s, %d images, %s"
                    .formatted(
                        manifest.getDataset(),
                        manifest.getSplit(),
                        manifest.getRecords(),
                        manifest.getRootDigest()))
        .collect(Collectors.joining("; "));
  }

  /**
   * Returns the manifest of one directory, or what it would say if all views stood in one: the
   * records are the images that are in all sets, the root digest is over the shards of all.
   */
  ShardManifest asOne() {
    ShardManifest first = sets.get(0).manifest();
    if (sets.size() == 1) {
      return first;
    }
    List<Shard> shards = new ArrayList<>();
    int views = 0;
    for (ShardSet set : sets) {
      shards.addAll(set.manifest().getShardsList());
      views = Math.addExact(views, set.manifest().getViewsPerImage());
    }
    return ShardManifest.newBuilder()
        .setDataset(first.getDataset())
        .setSplit(first.getSplit())
        .setRecords(images.count())
        .setViewsPerImage(views)
        .setFirstView(first.getFirstView())
        .setImageSize(first.getImageSize())
        .setChannels(first.getChannels())
        .setRecipe(first.getRecipe())
        .setSeed(first.getSeed())
        .setRootDigest(ManifestFiles.rootDigest(shards))
        .build();
  }

  /** Returns what a person should know about the images. */
  List<String> notices() {
    long missing = images.all() - images.count();
    if (missing > 0) {
      return List.of(
          "%,d of %,d images are not in all of %s: left out"
              .formatted(missing, images.all(), directories()));
    }
    return changed()
        ? List.of("the images' bytes changed between the making of " + directories())
        : List.of();
  }

  /** Returns whether shards of the same images state other contents. */
  private boolean changed() {
    boolean sameCuts = sets.stream().map(set -> records(set.manifest())).distinct().count() == 1;
    return sameCuts && sets.stream().map(ViewSets::inputs).distinct().count() > 1;
  }

  private static List<Long> records(ShardManifest manifest) {
    return manifest.getShardsList().stream().map(Shard::getRecords).toList();
  }

  /** Returns what each shard was made of: the digest of ids and contents in their order. */
  static List<String> inputs(ShardSet set) {
    return set.manifest().getShardsList().stream().map(Shard::getInputDigest).toList();
  }
}
