package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.proto.ShardSet;
import io.github.simclrbeam.shards.CompleteSet;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.metrics.Metrics;

/**
 * The last step of a run: the verdict on bad images, the shards under their final names, dead
 * letters and warnings, what describes the set, and then the manifest. A set that stands in the
 * directory stays complete until its manifest is removed, just before its files are. May be done
 * again at any point, and a run after an interruption at any point finds all that was made, with
 * the same end.
 *
 * @param settings of the views
 * @param destination of the shards
 * @param maxBadFraction largest share of images that may be bad, [0, 1]
 */
record FinishShards(ViewSettings settings, ShardDestination destination, double maxBadFraction)
    implements Serializable {

  /**
   * Completes the set; touches nothing where it stands complete already.
   *
   * @param plan of all images, bad ones included
   * @throws TooManyBadImagesException if too many are bad; the dead letters are written, the
   *     manifest is not
   */
  ShardManifest finish(
      ShardPlan plan,
      List<String> labelNames,
      Iterable<ShardFile> files,
      Iterable<DeadLetter> letters,
      Iterable<ImageWarning> warned)
      throws IOException {
    DeadLetters deadLetters = DeadLetters.of(letters);
    check(plan, deadLetters);
    ImageWarnings warnings = ImageWarnings.of(warned);
    List<ShardFile> ordered = ordered(files);
    ShardManifest manifest = manifest(plan, labelNames, ordered, deadLetters, warnings);
    PlaceShards place = new PlaceShards(destination, ordered);
    count(ordered);
    if (!stands(manifest, deadLetters, warnings) || !place.isDone()) {
      Metrics.counter(RunCounters.NAMESPACE, RunCounters.CHANGED).inc();
      StoredSets.writeBefore(destination);
      StoredSets.writeAfter(
          destination,
          ShardSet.newBuilder()
              .setManifest(manifest)
              .addAllDeadLetters(deadLetters.letters())
              .addAllWarnings(warnings.warnings())
              .build());
      StoredFile.delete(Uris.resolve(destination.directory(), ManifestFiles.NAME));
      place.place();
      removeOtherFiles(manifest);
      deadLetters.write(destination.directory());
      warnings.write(destination.directory());
      CompleteSet.write(destination.directory(), destination.indexed(), manifest);
    } else {
      removeOtherFiles(manifest);
    }
    TemporaryFiles.remove(destination.temporaryDirectory());
    return manifest;
  }

  private void check(ShardPlan plan, DeadLetters deadLetters) throws IOException {
    // A set that stands there keeps its own dead letters.
    String directory =
        ManifestFiles.exists(destination.directory())
            ? destination.temporaryDirectory()
            : destination.directory();
    try {
      deadLetters.check(plan.images(), maxBadFraction, directory);
    } catch (TooManyBadImagesException e) {
      deadLetters.write(directory);
      throw e;
    }
  }

  private static List<ShardFile> ordered(Iterable<ShardFile> files) {
    List<ShardFile> ordered = new ArrayList<>();
    files.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(ShardFile::shard));
    return ordered;
  }

  private static void count(List<ShardFile> files) {
    long kept = files.stream().filter(ShardFile::kept).count();
    Metrics.counter(RunCounters.NAMESPACE, RunCounters.SHARDS_KEPT).inc(kept);
    Metrics.counter(RunCounters.NAMESPACE, RunCounters.SHARDS_MADE).inc(files.size() - kept);
  }

  private ShardManifest manifest(
      ShardPlan plan,
      List<String> labelNames,
      List<ShardFile> files,
      DeadLetters deadLetters,
      ImageWarnings warnings) {
    List<Shard> shards = new ArrayList<>();
    DecoderCounts decoders = new DecoderCounts();
    for (ShardFile file : files) {
      String uri = destination.shard(shards.size(), files.size());
      shards.add(file.facts().toBuilder().setFile(Uris.name(uri)).build());
      decoders.addAll(DecoderCounts.of(file.facts().getDecodersMap()));
    }
    return ManifestFiles.completed(
        ShardManifest.newBuilder()
            .setDataset(destination.dataset())
            .setSplit(destination.split())
            .setRecords(shards.stream().mapToLong(Shard::getRecords).sum())
            .setViewsPerImage(settings.viewsPerImage())
            .setFirstView(settings.firstView())
            .setImageSize(settings.imageSize())
            .setChannels(settings.channels())
            .setEncoding(settings.encoding().toString())
            .addAllLabelNames(labelNames)
            .setRecipe(settings.recipe())
            .setSeed(settings.seed())
            .putAllLibraries(Libraries.versions())
            .setImagesSeen(plan.images())
            .setPlannedShards(plan.shards())
            .setLabelled(shards.stream().mapToLong(Shard::getLabelled).sum())
            .setDeadLetters(deadLetters.count())
            .putAllDeadLettersByReason(deadLetters.byReason())
            .putAllDecoders(decoders.byDecoder())
            .putAllWarningsByReason(warnings.byReason())
            .addAllShards(shards)
            .build());
  }

  /** Returns whether what would be written beside the shards is there, to the byte. */
  private boolean stands(ShardManifest manifest, DeadLetters deadLetters, ImageWarnings warnings)
      throws IOException {
    return holds(ManifestFiles.NAME, ProtoJson.print(manifest))
        && holds(DeadLetters.FILE, deadLetters.text())
        && holds(ImageWarnings.FILE, warnings.text())
        && CompleteSet.isDescribed(destination.directory(), destination.indexed(), manifest);
  }

  /** Returns whether a file is there with this text, or is not there and the text is empty. */
  private boolean holds(String name, String text) throws IOException {
    String uri = Uris.resolve(destination.directory(), name);
    return StoredFile.exists(uri) ? StoredFile.readText(uri).equals(text) : text.isEmpty();
  }

  /**
   * Shards of another number of them would be taken for this set's, and a file that was being
   * written when a run was killed is of no use to anybody.
   */
  private void removeOtherFiles(ShardManifest manifest) throws IOException {
    Set<String> ours = new HashSet<>();
    manifest.getShardsList().forEach(shard -> ours.add(shard.getFile()));
    String prefix = destination.dataset() + "-" + destination.split() + ".tfrecord-";
    for (FileEntry file : Listing.expandIfAny(destination.directory())) {
      boolean otherShard = file.path().startsWith(prefix) && !ours.contains(file.path());
      if (otherShard || TemporaryFiles.isHalfWritten(file.path())) {
        StoredFile.delete(file.uri());
      }
    }
  }
}
