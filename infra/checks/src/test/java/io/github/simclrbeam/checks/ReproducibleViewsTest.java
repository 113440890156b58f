package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twelve hundred pictures of mixed sizes: the bytes depend on the inputs, the recipe and the seed,
 * and on nothing else.
 */
class ReproducibleViewsTest {
  private static final int IMAGES = 1_200;
  private static final int SHARDS = 16;

  @TempDir static Path folder;

  @BeforeAll
  static void makePictures() throws IOException {
    Pictures.write(folder.resolve("pictures"), IMAGES, 10, 24, 96, 1);
  }

  @Test
  void oneTwoAndSevenThreadsWriteTheSameBytesAndAnotherSeedOtherViews() throws IOException {
    Map<String, String> one = views("one", 5, 1);
    Map<String, String> two = views("two", 5, 2);
    Map<String, String> seven = views("seven", 5, 7);
    Map<String, String> other = views("other", 6, 7);

    assertThat(one.keySet()).filteredOn(name -> name.contains(".tfrecord-")).hasSize(SHARDS);
    assertThat(one).containsKey("manifest.json").isEqualTo(two).isEqualTo(seven);
    assertThat(other.keySet()).isEqualTo(one.keySet());
    one.forEach(
        (name, digest) -> {
          if (name.contains(".tfrecord-")) {
            assertThat(other.get(name)).as(name).isNotEqualTo(digest);
          }
        });
  }

  private static Map<String, String> views(String name, int seed, int threads) throws IOException {
    Path output = folder.resolve(name);
    Program program =
        Program.run(
            "views",
            "--input=" + folder.resolve("pictures"),
            "--output=" + output,
            "--dataset=pictures",
            "--recipe=simclr-imagenet",
            "--imageSize=32",
            "--viewsPerImage=2",
            "--shards=" + SHARDS,
            "--seed=" + seed,
            "--targetParallelism=" + threads);
    assertThat(program.code()).as(program.err()).isZero();
    return Tree.digests(output);
  }
}
