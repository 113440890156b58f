package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user hears of verify. */
class VerifyTest {
  @TempDir static Path folder;
  private static String views;

  @BeforeAll
  static void makeViews() throws IOException {
    Pictures.write(folder.resolve("pictures"), 12, 2, 24, 40, 1);
    views = folder.resolve("views").toString();
    Program program =
        Program.run(
            "views",
            "--input=" + folder.resolve("pictures"),
            "--output=" + views,
            "--imageSize=16",
            "--encoding=png",
            "--shards=2",
            "--targetParallelism=1");
    assertThat(program.code()).as(program.err()).isZero();
  }

  @Test
  void aSoundSetIsSaidToBeSoAndItsViewsComeOutAgain() {
    Program program = Program.run("verify", views, "--decode", "--recompute=10", "--seed=3");
    assertThat(program.code()).as(program.err()).isZero();
    assertThat(program.out())
        .isEqualTo(
            """
            10 views made again from their originals: 10 agree
            %s: views, no fault
            """
                .formatted(views));
  }

  @Test
  void aBitTurnedOverIsSaidToTheByte() throws IOException {
    Path shard = Path.of(views, "pictures-train.tfrecord-00001-of-00002");
    byte[] sound = Files.readAllBytes(shard);
    byte[] damaged = sound.clone();
    damaged[100] ^= 16;
    Files.write(shard, damaged);
    Program program = Program.run("verify", views, "--recompute=10");
    Files.write(shard, sound);
    assertThat(program.code()).isEqualTo(1);
    assertThat(program.out())
        .containsPattern(
            "00001-of-00002: record 0 \\(class-\\d/.*\\) at 0: the data's checksum must be .*;"
                + " one bit is turned over, in byte 100\n")
        .contains("no view is made again as long as there are faults");
    assertThat(program.err()).contains("2 faults");
  }

  @Test
  void optionsAreForViewShardsAndWithinTheirRange() throws IOException {
    Path evaluation = Files.createDirectories(folder.resolve("evaluation"));
    Files.writeString(evaluation.resolve("evaluation.json"), "{}");
    Program other = Program.run("verify", evaluation.toString(), "--recompute=1");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("--recompute=1").contains("is for view shards");
    Program wrong = Program.run("verify", views, "--recompute=-1", "--sed=1");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("--recompute")
        .contains("--sed")
        .contains("did you mean seed?");
  }
}
