package io.github.simclrbeam.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that lie, and some that do not. */
class ArchiveTest {
  private static final List<Placement> EVERYTHING =
      List.of(new Placement("set/", List.of("train")));

  @TempDir Path folder;
  private Path into;

  @BeforeEach
  void makeFolder() throws IOException {
    into = Files.createDirectories(folder.resolve("a/b/into"));
  }

  static Stream<Arguments> lies() {
    return Stream.of(
        Arguments.of("leads out of the folder", new Tar().file("../evil", "x")),
        Arguments.of("leads out of the folder", new Tar().file("set/../../evil", "x")),
        Arguments.of("leads out of the folder", new Tar().file("/evil", "x")),
        Arguments.of("leads out of the folder", new Tar().file("set\\..\\evil", "x")),
        Arguments.of("leads out of the folder", new Tar().directory("set/../../evil/")),
        Arguments.of("link", new Tar().special("set/l", TarConstants.LF_SYMLINK, "/etc/passwd")),
        Arguments.of("link", new Tar().special("set/l", TarConstants.LF_LINK, "set/a")),
        Arguments.of("device", new Tar().special("set/d", TarConstants.LF_CHR, "")),
        Arguments.of("device", new Tar().special("set/d", TarConstants.LF_BLK, "")),
        Arguments.of("device", new Tar().special("set/p", TarConstants.LF_FIFO, "")),
        Arguments.of("is there twice", new Tar().file("set/a", "x").file("set/a", "y")));
  }

  @ParameterizedTest
  @MethodSource("lies")
  void anEntryThatLiesIsRefused(String why, Tar tar) throws IOException {
    assertThatThrownBy(() -> unpack(tar.gzipped(), EVERYTHING))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("the entry ")
        .hasMessageContaining(why);
    assertThat(Fetching.tree(folder))
        .allMatch(path -> path.equals("set.tgz") || path.startsWith("a/b/into/"));
  }

  @Test
  void anAbsoluteNameBehindTheFolderStaysBelow() throws IOException {
    unpack(new Tar().file("set//etc/passwd", "x").gzipped(), EVERYTHING);
    assertThat(Fetching.tree(into)).containsExactly("train/etc/passwd");
  }

  @Test
  void moreThanIsAllowedIsRefusedEvenWhereNobodyWantsIt() {
    byte[] bomb =
        new Tar().file("set/a", "x".repeat(600)).file("other/b", "x".repeat(401)).gzipped();
    assertThatThrownBy(() -> unpack(bomb, EVERYTHING))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("the entry other/b makes more than the 1.0 kB that may be in it");
  }

  @Test
  void asMuchAsIsAllowedIsUnpacked() throws IOException {
    unpack(new Tar().file("set/a", "x".repeat(1000)).gzipped(), EVERYTHING);
    assertThat(into.resolve("train/a")).hasSize(1000);
  }

  @Test
  void anArchiveWithoutSomethingThatIsPlacedIsRefused() {
    List<Placement> two =
        List.of(EVERYTHING.get(0), new Placement("names.txt", List.of("train", "test")));
    assertThatThrownBy(() -> unpack(new Tar().file("set/a", "x").gzipped(), two))
        .isInstanceOf(StageFailedException.class)
        .hasMessageEndingWith("must hold names.txt, but does not");
  }

  @Test
  void aLeadingDotSlashIsNoPartOfTheName() throws IOException {
    unpack(new Tar().directory("./").file("./set/a", "x").gzipped(), EVERYTHING);
    assertThat(Fetching.tree(into)).containsExactly("train/a");
  }

  @ParameterizedTest
  @MethodSource("cuts")
  void anArchiveThatIsCutIsSaidToBeDamaged(int kept) {
    byte[] whole = new Tar().file("set/a", "x".repeat(900)).gzipped();
    assertThatThrownBy(() -> unpack(Arrays.copyOf(whole, kept), EVERYTHING))
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("set.tgz cannot be unpacked: ");
  }

  static Stream<Integer> cuts() {
    return Stream.of(5, 20, 60);
  }

  private void unpack(byte[] bytes, List<Placement> placements) throws IOException {
    Path file = Files.write(folder.resolve("set.tgz"), bytes);
    new Archive(file, 1000).unpack(placements, into);
  }
}
