package io.github.simclrbeam.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.options.Problem;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FindViewsTest {
  @TempDir Path directory;

  @Test
  void everythingThatKeepsSetsFromBeingOneIsToldAtOnceWithBothValues() throws IOException {
    ViewRange more = ViewRange.of(4, 1, 2);
    ShardManifest.Builder other = more.manifest().setSeed(10).addLabelNames("cat");
    other
        .getRecipeBuilder()
        .setName("photographs")
        .setFlipProbability(0)
        .getJitterBuilder()
        .setHue(0.1);
    Path a = ViewRange.of(4, 0, 2).write(at("a"));
    Path b = more.write(at("b"), other);
    assertThat(problems(a, b))
        .containsExactly(
            "--views: seed must be the same, but is 9 in A and 10 in B",
            "--views: labelNames must be the same, but is [] in A and [cat] in B",
            "--views: recipe's name must be the same, but is fashion-mnist in A and photographs in"
                + " B",
            "--views: recipe's flipProbability must be the same, but is 0.5 in A and 0.0 in B",
            "--views: recipe's jitter must be the same, but is none in A and"
                + " {\"probability\":0.0,\"brightness\":0.0,\"contrast\":0.0,\"saturation\":0.0,"
                + "\"hue\":0.1} in B",
            "--views: views must not be there twice, but views 1 to 1 are in both A and B");
  }

  @Test
  void sizeAndChannelsMustBeTheSame() throws IOException {
    ViewRange more = ViewRange.of(4, 2, 2);
    Path a = ViewRange.of(4, 0, 2).write(at("a"));
    Path b = more.write(at("b"), more.manifest().setImageSize(3).setChannels(3));
    assertThat(problems(a, b))
        .containsExactly(
            "--views: imageSize must be the same, but is 6 in A and 3 in B",
            "--views: channels must be the same, but is 1 in A and 3 in B");
  }

  @Test
  void aRangeWithinAWiderOneIsFoundBehindOthers() throws IOException {
    Path a = ViewRange.of(4, 0, 9).write(at("a"));
    Path b = ViewRange.of(4, 20, 2).write(at("b"));
    Path c = ViewRange.of(4, 5, 2).write(at("c"));
    assertThat(problems(a, b, c))
        .containsExactly(
            "--views: views must not be there twice, but views 5 to 6 are in both A and C");
    assertThat(problems(b, b))
        .singleElement()
        .asString()
        .contains("views 20 to 21 are in both B and B");
  }

  @Test
  void dataSetSplitAndEncodingMayDiffer() throws IOException {
    ViewRange more = ViewRange.of(4, 2, 2).encodedAs("png");
    Path a = ViewRange.of(4, 0, 2).write(at("a"));
    Path b = more.write(at("b"), more.manifest().setDataset("others").setSplit("x"));
    assertThat(problems(a, b)).isEmpty();
  }

  @Test
  void setsWithoutACommonImageAreRefused() throws IOException {
    Path a = ViewRange.of(4, 0, 2).without(0, 1).write(at("a"));
    Path b = ViewRange.of(4, 2, 2).without(2, 3).write(at("b"));
    assertThat(problems(a, b))
        .containsExactly("--views: must hold the same images, but no image is in all of A, B");
  }

  @Test
  void aSetThatDoesNotStandInItsSeedsOrderIsRefused() throws IOException {
    ViewRange more = ViewRange.of(4, 2, 2);
    List<String> ids =
        more.images().stream().map(ViewRange::id).sorted(ViewRange.order().reversed()).toList();
    Path a = ViewRange.of(4, 0, 2).write(at("a"));
    Path b = more.write(at("b"), more.manifest(), ids, "");
    assertThat(problems(a, b))
        .singleElement()
        .asString()
        .startsWith("--views: the record of %s must not stand behind".formatted(ids.get(1)));
  }

  @Test
  void everyDirectoryThatCannotBeReadIsNamed() throws IOException {
    assertThat(problems(at("a"), at("b")))
        .hasSize(2)
        .allMatch(problem -> problem.contains("manifest.json is missing"));
    Problems problems = new Problems();
    assertThat(FindViews.in(FindViews.directories("/x,,"), problems)).isEmpty();
    assertThat(problems.found()).hasSize(3);
  }

  @Test
  void aDirectoryWithACommaInItsNameIsOne() throws IOException {
    Path a = ViewRange.of(4, 0, 2).write(at("sea,lake"));
    assertThat(FindViews.directories(a.toString())).containsExactly(a.toString());
    assertThat(FindViews.directories("sea,lake")).containsExactly("sea", "lake");
  }

  private List<String> problems(Path... directories) throws IOException {
    Problems problems = new Problems();
    FindViews.in(List.of(directories).stream().map(Path::toString).toList(), problems);
    return problems.found().stream().map(Problem::toString).map(this::abbreviated).toList();
  }

  private String abbreviated(String problem) {
    return problem
        .replace(at("a").toString(), "A")
        .replace(at("b").toString(), "B")
        .replace(at("c").toString(), "C");
  }

  private Path at(String name) {
    return directory.resolve(name);
  }
}
