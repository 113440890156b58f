package io.github.simclrbeam.beam;

import io.github.simclrbeam.files.FileEntry;
import io.github.simclrbeam.files.Listing;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The last step of a run: dead letters, the verdict on them, the shards under their final names and
 * then the manifest. May be done again at any point, with the same end.
 *
 * @param settings of the views
 * @param destination of the shards
 * @param maxBadFraction largest share of images that may be bad, [0, 1]
 */
record FinishShards(ViewSettings settings, ShardDestination destination, double maxBadFraction)
    implements Serializable {

  /**
   * Completes the set.
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
    deadLetters.write(destination.directory());
    try {
      deadLetters.check(plan.images(), maxBadFraction, destination.directory());
    } catch (TooManyBadImagesException e) {
      TemporaryFiles.remove(destination.temporaryDirectory());
      throw e;
    }
    ImageWarnings warnings = ImageWarnings.of(warned);
    warnings.write(destination.directory());
    List<ShardFile> ordered = ordered(files);
    DecoderCounts decoders = new DecoderCounts();
    ordered.forEach(file -> decoders.addAll(file.decoders()));
    List<Shard> shards = rename(ordered);
    removeOtherShards(shards);
    ShardManifest manifest =
        ManifestFiles.write(
            destination.directory(),
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
    TemporaryFiles.remove(destination.temporaryDirectory());
    return manifest;
  }

  private static List<ShardFile> ordered(Iterable<ShardFile> files) {
    List<ShardFile> ordered = new ArrayList<>();
    files.forEach(ordered::add);
    ordered.sort(Comparator.comparingInt(ShardFile::shard));
    return ordered;
  }

  private List<Shard> rename(List<ShardFile> ordered) throws IOException {
    List<Shard> shards = new ArrayList<>();
    for (int i = 0; i < ordered.size(); i++) {
      ShardFile file = ordered.get(i);
      String uri = destination.shard(i, ordered.size());
      StoredFile.rename(file.uri(), uri);
      // An earlier attempt may have renamed it; then it stands there already.
      if (!StoredFile.exists(uri) || StoredFile.size(uri) != file.bytes()) {
        throw new IOException(
            "%s must have %d bytes, renamed from %s, but has not"
                .formatted(uri, file.bytes(), file.uri()));
      }
      shards.add(
          Shard.newBuilder()
              .setFile(Uris.name(uri))
              .setRecords(file.records())
              .setBytes(file.bytes())
              .setCrc32C(file.crc32c())
              .setInputDigest(file.inputDigest())
              .putAllDecoders(file.decoders().byDecoder())
              .setLabelled(file.labelled())
              .build());
    }
    return shards;
  }

  /** Shards of an interrupted run over another number of images would be taken for this one's. */
  private void removeOtherShards(List<Shard> shards) throws IOException {
    Set<String> ours = new HashSet<>();
    shards.forEach(shard -> ours.add(shard.getFile()));
    String prefix = destination.dataset() + "-" + destination.split() + ".tfrecord-";
    for (FileEntry file : Listing.expandIfAny(destination.directory())) {
      if (file.path().startsWith(prefix) && !ours.contains(file.path())) {
        StoredFile.delete(file.uri());
      }
    }
  }
}
