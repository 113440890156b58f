package io.github.simclrbeam.evaluate;

import io.github.simclrbeam.proto.EmbeddingManifest;
import io.github.simclrbeam.proto.IntegrityCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What made the rows: the encoder that was trained, its last step, frozen, and its representation
 * h.
 */
final class EncoderChecks {
  private static final String PIXELS = "pixels";
  private static final String TRAINED = "encoder";

  private final List<NamedSet> sets;
  private final Optional<RunFacts> run;

  EncoderChecks(List<NamedSet> sets, Optional<RunFacts> run) {
    this.sets = sets;
    this.run = run;
  }

  List<IntegrityCheck> all() {
    List<IntegrityCheck> checks = new ArrayList<>();
    checks.add(manifestsGiven());
    if (sets.stream()
        .anyMatch(each -> each.set().manifest().filter(this::hasEncoder).isPresent())) {
      checks.add(
          unchanged(
              "encoder-unchanged",
              EmbeddingManifest::getEncoderDigestBefore,
              EmbeddingManifest::getEncoderDigestAfter,
              RunFacts::encoderDigest));
      checks.add(
          unchanged(
              "batch-norm-unchanged",
              EmbeddingManifest::getBatchNormDigestBefore,
              EmbeddingManifest::getBatchNormDigestAfter,
              RunFacts::batchNormDigest));
    }
    if (sets.stream().anyMatch(each -> isMain(each) && each.set().manifest().isPresent())) {
      checks.add(layer());
      run.ifPresent(facts -> checks.add(lastStep(facts)));
    }
    return checks;
  }

  private boolean hasEncoder(EmbeddingManifest manifest) {
    return !manifest.getFeatures().equals(PIXELS);
  }

  private static boolean isMain(NamedSet set) {
    return !set.baseline();
  }

  private IntegrityCheck manifestsGiven() {
    Check check = new Check("provenance");
    for (NamedSet each : sets) {
      check.require(
          each.set().manifest().isPresent(),
          each.name() + " has no manifest: nothing is known of how its rows were made");
    }
    return check.fact(sets.size() + " feature sets").done();
  }

  private IntegrityCheck unchanged(
      String name,
      Function<EmbeddingManifest, String> before,
      Function<EmbeddingManifest, String> after,
      Function<RunFacts, String> ofRun) {
    Check check = new Check(name);
    Map<String, String> ofTrain = new HashMap<>();
    for (NamedSet each : sets) {
      Optional<EmbeddingManifest> manifest = each.set().manifest().filter(this::hasEncoder);
      if (manifest.isEmpty()) {
        continue;
      }
      String first = before.apply(manifest.get());
      String last = after.apply(manifest.get());
      check.require(!first.isEmpty(), each.name() + " names no digest");
      check.compare(
          first.equals(last),
          each.name() + " " + shown(first) + " before and after",
          "%s: %s before the first image, %s after the last"
              .formatted(each.name(), shown(first), shown(last)));
      String train = ofTrain.putIfAbsent(each.split(), first);
      check.require(
          train == null || train.equals(first),
          "%strain was embedded by %s, test by %s"
              .formatted(
                  each.baseline() ? each.split() + ": " : "",
                  shown(String.valueOf(train)),
                  shown(first)));
      if (isMain(each)) {
        compareWithRun(check, each, manifest.get(), first, ofRun);
      }
    }
    return check.done();
  }

  /**
   * Only the last checkpoint's digest is known, so that another step's is no fault here:
   * last-checkpoint tells.
   */
  private void compareWithRun(
      Check check,
      NamedSet set,
      EmbeddingManifest manifest,
      String digest,
      Function<RunFacts, String> ofRun) {
    if (run.isEmpty()
        || !manifest.getFeatures().equals(TRAINED)
        || manifest.getCheckpointStep() != run.get().lastStep()
        || ofRun.apply(run.get()).isEmpty()) {
      return;
    }
    String expected = ofRun.apply(run.get());
    check.compare(
        expected.equals(digest),
        set.name() + " equals the run's checkpoint",
        "%s was embedded by %s, the run's checkpoint is %s"
            .formatted(set.name(), shown(digest), shown(expected)));
  }

  private IntegrityCheck layer() {
    Check check = new Check("layer");
    for (NamedSet each : sets) {
      Optional<EmbeddingManifest> found = each.set().manifest();
      if (each.baseline() || found.isEmpty()) {
        continue;
      }
      EmbeddingManifest manifest = found.get();
      int length = each.set().table().dimension();
      check.require(
          manifest.getLayer().equals("h"),
          "%s is layer '%s', the representation is 'h'"
              .formatted(each.name(), manifest.getLayer()));
      check.require(
          length == 0 || manifest.getDimension() == length,
          "%s rows have %d numbers, the manifest says %d"
              .formatted(each.name(), length, manifest.getDimension()));
      check.require(
          !hasEncoder(manifest) || manifest.getEncoder().getDimension() == manifest.getDimension(),
          "%s has dimension %d, the encoder's is %d"
              .formatted(
                  each.name(), manifest.getDimension(), manifest.getEncoder().getDimension()));
      check.fact("%s: layer %s, dimension %d".formatted(each.name(), manifest.getLayer(), length));
    }
    return check.done();
  }

  private IntegrityCheck lastStep(RunFacts facts) {
    Check check = new Check("last-checkpoint");
    for (NamedSet each : sets) {
      Optional<EmbeddingManifest> manifest = each.set().manifest();
      if (each.baseline() || manifest.isEmpty()) {
        continue;
      }
      String weights = manifest.get().getWeights();
      if (!weights.isEmpty()) {
        check.require(
            false, "%s is by weights from elsewhere (%s)".formatted(each.name(), weights));
        continue;
      }
      long step = manifest.get().getCheckpointStep();
      check.require(
          step == facts.lastStep(),
          "%s is of step %d, the run's last is %d".formatted(each.name(), step, facts.lastStep()));
      check.fact(each.name() + " is of step " + step);
    }
    return check.fact("the run's last step is " + facts.lastStep()).done();
  }

  private static String shown(String digest) {
    return digest.length() > 16 ? digest.substring(0, 16) : digest.isEmpty() ? "none" : digest;
  }
}
