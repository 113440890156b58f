package io.github.simclrbeam.shards;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold between the facts of one manifest, before any shard is opened. */
final class ManifestRules {
  private static final Set<String> ENCODINGS = Set.of("raw", "png", "jpeg");

  private ManifestRules() {}

  static List<String> problems(ShardManifest manifest) {
    List<String> problems = new ArrayList<>();
    shapes(manifest, problems);
    counts(manifest, problems);
    files(manifest, problems);
    String digest = ManifestFiles.rootDigest(manifest.getShardsList());
    if (!manifest.getRootDigest().equals(digest)) {
      problems.add(
          "rootDigest must be %s, but was: '%s'".formatted(digest, manifest.getRootDigest()));
    }
    return problems;
  }

  /**
   * As the shorter form, and that the text is what was written.
   *
   * @param text of the manifest's file; one without a digest of its own is an earlier program's
   */
  static List<String> problems(ShardManifest manifest, String text) {
    List<String> problems = problems(manifest);
    String own = ManifestFiles.manifestDigest(text);
    if (!manifest.getManifestDigest().isEmpty() && !manifest.getManifestDigest().equals(own)) {
      problems.add(
          "manifestDigest must be %s by all that is in the manifest, but was: '%s'"
              .formatted(own, manifest.getManifestDigest()));
    }
    return problems;
  }

  private static void shapes(ShardManifest manifest, List<String> problems) {
    if (manifest.getViewsPerImage() < 1) {
      problems.add("viewsPerImage must be >= 1, but was: " + manifest.getViewsPerImage());
    }
    if (manifest.getImageSize() < 1) {
      problems.add("imageSize must be >= 1, but was: " + manifest.getImageSize());
    }
    if (manifest.getChannels() != 1 && manifest.getChannels() != 3) {
      problems.add("channels must be 1 or 3, but was: " + manifest.getChannels());
    }
    if (!ENCODINGS.contains(manifest.getEncoding())) {
      problems.add(
          "encoding must be raw, png or jpeg, but was: '%s'".formatted(manifest.getEncoding()));
    }
  }

  private static void counts(ShardManifest manifest, List<String> problems) {
    long records = manifest.getShardsList().stream().mapToLong(Shard::getRecords).sum();
    if (manifest.getRecords() != records) {
      problems.add(
          "records must be %d, the shards' sum, but was: %d"
              .formatted(records, manifest.getRecords()));
    }
    long labelled = manifest.getShardsList().stream().mapToLong(Shard::getLabelled).sum();
    if (manifest.getLabelled() != labelled) {
      problems.add(
          "labelled must be %d, the shards' sum, but was: %d"
              .formatted(labelled, manifest.getLabelled()));
    }
    long seen = manifest.getRecords() + manifest.getDeadLetters();
    if (manifest.getImagesSeen() != seen) {
      problems.add(
          "imagesSeen must be %d, records + deadLetters, but was: %d"
              .formatted(seen, manifest.getImagesSeen()));
    }
    long byReason =
        manifest.getDeadLettersByReasonMap().values().stream().mapToLong(Long::longValue).sum();
    if (manifest.getDeadLetters() != byReason) {
      problems.add(
          "deadLetters must be %d, the sum of deadLettersByReason, but was: %d"
              .formatted(byReason, manifest.getDeadLetters()));
    }
  }

  private static void files(ShardManifest manifest, List<String> problems) {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < manifest.getShardsCount(); i++) {
      Shard shard = manifest.getShards(i);
      String expected;
      try {
        expected =
            ShardNames.name(
                manifest.getDataset(), manifest.getSplit(), i, manifest.getShardsCount());
      } catch (IllegalArgumentException e) {
        problems.add(e.getMessage());
        return;
      }
      if (!shard.getFile().equals(expected)) {
        problems.add(
            "shards[%d].file must be %s, but was: '%s'".formatted(i, expected, shard.getFile()));
      }
      if (!names.add(shard.getFile())) {
        problems.add("shards[%d].file is there twice: %s".formatted(i, shard.getFile()));
      }
      if (shard.getLabelled() < 0 || shard.getLabelled() > shard.getRecords()) {
        problems.add(
            "shards[%d].labelled must be in [0, %d], but was: %d"
                .formatted(i, shard.getRecords(), shard.getLabelled()));
      }
      if (shard.getRecords() < 0
          || shard.getBytes() < shard.getRecords() * TfRecordFraming.OVERHEAD) {
        problems.add(
            "shards[%d].bytes must be >= 16 for each of %d records, but was: %d"
                .formatted(i, shard.getRecords(), shard.getBytes()));
      }
    }
  }
}
