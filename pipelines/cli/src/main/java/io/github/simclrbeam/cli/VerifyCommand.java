package io.github.simclrbeam.cli;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.embeddings.EmbeddingManifests;
import io.github.simclrbeam.encoder.Checkpoints;
import io.github.simclrbeam.files.StoredFile;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.options.OptionDescription;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.options.StageFailedException;
import io.github.simclrbeam.proto.CheckpointState;
import io.github.simclrbeam.proto.EmbeddingShard;
import io.github.simclrbeam.shards.Finding;
import io.github.simclrbeam.shards.Verification;
import io.github.simclrbeam.views.DecodedViews;
import io.github.simclrbeam.views.Recompute;
import io.github.simclrbeam.views.Recomputed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * {@code verify PATH}: checks every checksum and count that a directory of ours states about
 * itself; of view shards, on demand, that its views are what the recipe makes of the originals.
 */
final class VerifyCommand {
  private VerifyCommand() {}

  static void run(List<String> arguments) throws IOException {
    Arguments told = Arguments.of(arguments);
    Problems problems = new Problems();
    VerifyOptions options = OptionsParser.parse(VerifyOptions.class, told.flags(), problems);
    String path = Operand.path(told.operands(), problems);
    problems.throwIfAny();
    OutputKind kind = OutputKind.of(path);
    Set<String> own = OptionDescription.of(VerifyOptions.class).keySet();
    List<String> given =
        told.flags().stream().filter(flag -> own.contains(flag.split("[-=]+")[1])).toList();
    if (kind != OutputKind.VIEWS && !given.isEmpty()) {
      problems.noteArgument(
          String.join(" ", given),
          "is for view shards, but %s holds: %s".formatted(path, name(kind)));
      problems.throwIfAny();
    }
    List<Finding> findings =
        switch (kind) {
          case VIEWS -> views(path, options);
          case RUN -> checkpoint(Checkpoints.latest(path));
          case CHECKPOINT -> checkpoint(path);
          case EMBEDDINGS -> embeddings(path);
          case EVALUATION -> List.of();
        };
    findings.forEach(System.out::println);
    if (!findings.isEmpty()) {
      throw new StageFailedException(
          path + ": " + findings.size() + (findings.size() == 1 ? " fault" : " faults"));
    }
    System.out.println(path + ": " + name(kind) + ", no fault");
  }

  private static List<Finding> views(String directory, VerifyOptions options) throws IOException {
    List<Finding> findings = Verification.verify(directory, new DecodedViews(options.getDecode()));
    if (options.getRecompute() == 0) {
      return findings;
    }
    if (!findings.isEmpty()) {
      System.out.println("no view is made again as long as there are faults");
      return findings;
    }
    Recomputed recomputed = Recompute.of(directory, options.getRecompute(), options.getSeed());
    System.out.println(recomputed.describe());
    return recomputed.findings();
  }

  private static String name(OutputKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static List<Finding> checkpoint(String directory) throws IOException {
    CheckpointState state = Checkpoints.state(directory);
    List<Finding> findings = new ArrayList<>();
    for (Map.Entry<String, String> file : state.getFileDigestsMap().entrySet()) {
      String uri = Uris.resolve(directory, file.getKey());
      if (!StoredFile.exists(uri)) {
        findings.add(new Finding(uri, -1, "is missing"));
      } else if (!ContentDigest.of(StoredFile.read(uri)).equals(file.getValue())) {
        findings.add(new Finding(uri, -1, "SHA-256 differs from state.json"));
      }
    }
    return findings;
  }

  private static List<Finding> embeddings(String directory) throws IOException {
    List<Finding> findings = new ArrayList<>();
    for (EmbeddingShard shard : EmbeddingManifests.read(directory).getShardsList()) {
      String uri = Uris.resolve(directory, shard.getFile());
      if (!StoredFile.exists(uri)) {
        findings.add(new Finding(uri, -1, "is missing"));
        continue;
      }
      byte[] bytes = StoredFile.read(uri);
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      if (bytes.length != shard.getBytes()) {
        findings.add(
            new Finding(
                uri,
                bytes.length,
                "must have %d bytes, but has %d".formatted(shard.getBytes(), bytes.length)));
      } else if ((int) crc.getValue() != shard.getCrc32C()) {
        findings.add(new Finding(uri, -1, "CRC32C differs from manifest.json"));
      }
    }
    return findings;
  }
}
