package io.github.simclrbeam.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapsTest {
  @TempDir Path folder;

  @Test
  void aPathIsWithinADirectoryHoweverBothAreWritten() {
    String there = folder.toString();
    for (String path : new String[] {there, there + "/", there + "/a", there + "/x/../a/b"}) {
      assertThat(Overlaps.isWithin(path, there)).as(path).isTrue();
      assertThat(Overlaps.isWithin("file:" + path, there + "/./")).as(path).isTrue();
    }
    assertThat(Overlaps.isWithin(there + "er", there)).isFalse();
    assertThat(Overlaps.isWithin(folder.getParent().toString(), there)).isFalse();
    assertThat(Overlaps.isWithin(there, "/")).isTrue();
  }

  @Test
  void linksAreFollowedAlsoBelowWhatIsNotThereYet() throws IOException {
    Path real = Files.createDirectories(folder.resolve("real/run"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("real"));
    assertThat(Overlaps.isWithin(real.toString(), link.toString())).isTrue();
    assertThat(Overlaps.isWithin(link + "/new/deep", folder.resolve("real").toString())).isTrue();
    assertThat(Overlaps.isWithin(link.toString(), real.toString())).isFalse();
  }

  @Test
  void storesHaveNoLinks() {
    assertThat(Overlaps.isWithin("gs://bucket/run/checkpoints", "gs://bucket/run/")).isTrue();
    assertThat(Overlaps.isWithin("gs://bucket", "gs://bucket/")).isTrue();
    assertThat(Overlaps.isWithin("gs://bucket/runs", "gs://bucket/run")).isFalse();
    assertThat(Overlaps.isWithin("s3://bucket/run", "gs://bucket/run")).isFalse();
  }

  @Test
  void anInputWithinTheOutputIsAProblemAndAGlobIsWhatStandsBeforeItsWildcard() {
    Problems problems = new Problems();
    Overlaps.check("out", "input", "out/photos", problems);
    Overlaps.check("out", "test", "out/*/a.png", problems);
    Overlaps.check("out", "checkpoint", "run", problems);
    Overlaps.check("out", "weights", null, problems);
    Overlaps.check(null, "views", "out", problems);
    assertThat(problems.found())
        .containsExactly(
            new Problem("--input", "must not lie within the output, out, but was: out/photos"),
            new Problem("--test", "must not lie within the output, out, but was: out/*/a.png"));
  }
}
