package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The law of a run into a directory that holds shards: it ends with the bytes of a run from
 * nothing, and no file is written that could have stayed.
 */
final class RunningAgainTest {
  private static final int SHARDS = 6;
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir Path directory;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void afterAnyEditsAnUpdateIsWhatARunFromNothingMakes(long seed) throws Exception {
    Path input = directory.resolve("in");
    Path output = directory.resolve("out");
    Edits edits = new Edits(input, output, seed);
    for (int i = 0; i < 10; i++) {
      edits.add();
    }
    hand("out").run();
    List<String> story = new ArrayList<>();
    for (int step = 0; step < 12; step++) {
      for (int i = 0; i <= seed % 3; i++) {
        story.add(edits.next());
      }
      checkUpdate(story.toString(), "scratch-" + step);
    }
  }

  private void checkUpdate(String story, String scratch) throws IOException {
    Path output = directory.resolve("out");
    Map<String, String> undamaged = undamaged(output);
    age(output);
    hand("out").run();
    hand(scratch).run();
    assertThat(HandRun.files(output.toString()))
        .as(story)
        .isEqualTo(HandRun.files(directory.resolve(scratch).toString()));
    for (Shard shard : ManifestFiles.read(output.toString()).getShardsList()) {
      boolean stayed = Files.getLastModifiedTime(output.resolve(shard.getFile())).equals(LONG_AGO);
      assertThat(stayed)
          .as("%s stayed, after %s", shard.getFile(), story)
          .isEqualTo(undamaged.containsKey(shard.getInputDigest()));
    }
  }

  @Test
  void whereNothingChangedNothingIsTouched() throws Exception {
    someImages();
    hand("out").run();
    age(directory.resolve("out"));
    HandRun again = hand("out").run();
    assertThat(again.made).isZero();
    assertThat(times("out")).containsOnly(LONG_AGO);
  }

  @Test
  void aFixedFileGivesARecordAndChangesItsShardOnly() throws Exception {
    Path image = someImages();
    byte[] good = Files.readAllBytes(image);
    Files.write(image, new byte[0]);
    hand("out").run();
    assertThat(manifest("out").getDeadLetters()).isEqualTo(1);
    Files.write(image, good);
    age(directory.resolve("out"));
    hand("out").run();
    assertThat(manifest("out").getDeadLetters()).isZero();
    assertThat(directory.resolve("out/dead-letters.jsonl")).isEmptyFile();
    assertThat(times("out").stream().filter(time -> !time.equals(LONG_AGO)))
        .as("a shard, dead letters, two descriptions, manifest")
        .hasSize(5);
  }

  @Test
  void aDamagedShardIsMadeAgainAndNoOther() throws Exception {
    someImages();
    hand("out").run();
    Map<String, String> before = HandRun.files(directory.resolve("out").toString());
    Path shard = directory.resolve("out/" + manifest("out").getShards(1).getFile());
    byte[] bytes = Files.readAllBytes(shard);
    bytes[bytes.length / 2] ^= 1;
    Files.write(shard, bytes);
    HandRun again = hand("out").run();
    assertThat(again.kept).isEqualTo(manifest("out").getShardsCount() - 1);
    assertThat(HandRun.files(directory.resolve("out").toString())).isEqualTo(before);
  }

  @Test
  void aNewClassThatRenumbersTheOthersRewritesWhatIsLabelledOtherwise() throws Exception {
    for (int i = 0; i < 12; i++) {
      TestImages.write(directory.resolve("in/%02d.png".formatted(i)), TestImages.png(8, 8, i));
    }
    table("a,b,b,b,c,c,c,c,c,c,c,c");
    HandRun first = new HandRun(at("in/table.csv"), at("out"), SHARDS).run();
    assertThat(first.made).isPositive();
    table("a,b,b,b,bb,c,c,c,c,c,c,c");
    HandRun again = new HandRun(at("in/table.csv"), at("out"), SHARDS).run();
    new HandRun(at("in/table.csv"), at("scratch"), SHARDS).run();
    assertThat(HandRun.files(at("out"))).isEqualTo(HandRun.files(at("scratch")));
    assertThat(manifest("out").getLabelNamesList()).containsExactly("a", "b", "bb", "c");
    assertThat(again.made).isPositive();
  }

  @Test
  void aClassOfAnotherNameAndTheSameNumberRewritesTheManifestOnly() throws Exception {
    for (int i = 0; i < 4; i++) {
      TestImages.write(directory.resolve("in/%02d.png".formatted(i)), TestImages.png(8, 8, i));
    }
    table("a,a,b,b");
    new HandRun(at("in/table.csv"), at("out"), SHARDS).run();
    age(directory.resolve("out"));
    table("a,a,z,z");
    assertThat(new HandRun(at("in/table.csv"), at("out"), SHARDS).run().made).isZero();
    assertThat(manifest("out").getLabelNamesList()).containsExactly("a", "z");
    for (Shard shard : manifest("out").getShardsList()) {
      assertThat(Files.getLastModifiedTime(directory.resolve("out/" + shard.getFile())))
          .isEqualTo(LONG_AGO);
    }
  }

  @Test
  void deadLettersSayWhereAnImageLiesNow() throws Exception {
    TestImages.write(directory.resolve("in/one.png"), new byte[2]);
    TestImages.write(directory.resolve("in/two.png"), new byte[2]);
    TestImages.write(directory.resolve("in/good.png"), TestImages.png(8, 8, 1));
    String table = "id,path,label\nbad,%s,a\ngood,good.png,a\n";
    Files.writeString(directory.resolve("in/table.csv"), table.formatted("one.png"));
    new HandRun(at("in/table.csv"), at("out"), 1).run();
    Files.writeString(directory.resolve("in/table.csv"), table.formatted("two.png"));
    assertThat(new HandRun(at("in/table.csv"), at("out"), 1).run().made).isZero();
    new HandRun(at("in/table.csv"), at("scratch"), 1).run();
    assertThat(HandRun.files(at("out"))).isEqualTo(HandRun.files(at("scratch")));
    assertThat(directory.resolve("out/dead-letters.jsonl")).content().contains("two.png");
  }

  @Test
  void lostDeadLettersAreFoundAgain() throws Exception {
    Path image = someImages();
    Files.write(image, new byte[0]);
    hand("out").run();
    Map<String, String> before = HandRun.files(at("out"));
    Files.writeString(directory.resolve("out/dead-letters.jsonl"), "what is this");
    HandRun again = hand("out").run();
    assertThat(again.kept).isEqualTo(manifest("out").getShardsCount() - 1);
    assertThat(HandRun.files(at("out"))).isEqualTo(before);
  }

  @Test
  void aManifestThatCannotBeReadVouchesForNothing() throws Exception {
    someImages();
    hand("out").run();
    Map<String, String> before = HandRun.files(at("out"));
    Files.writeString(directory.resolve("out/manifest.json"), "{\"formatVersion\": 1}");
    assertThat(hand("out").run().kept).isZero();
    assertThat(HandRun.files(at("out"))).isEqualTo(before);
  }

  @Test
  void shardsOfOtherLibrariesAreAllMadeAgain() throws Exception {
    someImages();
    hand("out").run();
    Map<String, String> before = HandRun.files(at("out"));
    ShardManifest older = manifest("out").toBuilder().putLibraries("opencv", "4.0.0").build();
    ManifestFiles.write(at("out"), older);
    assertThat(Libraries.difference(older.getLibrariesMap()))
        .matches("opencv was 4\\.0\\.0, is [0-9.]+");
    assertThat(hand("out").run().kept).isZero();
    assertThat(HandRun.files(at("out"))).isEqualTo(before);
  }

  private void table(String labels) throws IOException {
    StringBuilder table = new StringBuilder("id,path,label\n");
    int i = 0;
    for (String label : labels.split(",")) {
      table.append("%d,%02d.png,%s\n".formatted(i, i, label));
      i++;
    }
    Files.writeString(directory.resolve("in/table.csv"), table);
  }

  /** Writes a few images and returns one of them. */
  private Path someImages() throws IOException {
    for (int i = 0; i < 30; i++) {
      TestImages.write(directory.resolve("in/%02d.png".formatted(i)), TestImages.png(8, 8, i));
    }
    return directory.resolve("in/03.png");
  }

  private HandRun hand(String output) {
    return new HandRun(at("in"), at(output), SHARDS);
  }

  private String at(String name) {
    return directory.resolve(name).toString();
  }

  private ShardManifest manifest(String output) throws IOException {
    return ManifestFiles.read(at(output));
  }

  /** Returns the files of shards that still are what their manifest says, by input digest. */
  private static Map<String, String> undamaged(Path output) throws IOException {
    Map<String, String> undamaged = new TreeMap<>();
    for (Shard shard : ManifestFiles.read(output.toString()).getShardsList()) {
      String uri = output.resolve(shard.getFile()).toString();
      if (StoredFacts.hold(uri, shard.getBytes(), shard.getCrc32C())) {
        undamaged.put(shard.getInputDigest(), shard.getFile());
      }
    }
    return undamaged;
  }

  private static void age(Path output) throws IOException {
    try (Stream<Path> paths = Files.list(output)) {
      for (Path path : paths.toList()) {
        Files.setLastModifiedTime(path, LONG_AGO);
      }
    }
  }

  private List<FileTime> times(String output) throws IOException {
    List<FileTime> times = new ArrayList<>();
    for (String name : new TreeSet<>(HandRun.files(at(output)).keySet())) {
      times.add(Files.getLastModifiedTime(directory.resolve(output).resolve(name)));
    }
    return times;
  }
}
