package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ListingTest {
  @TempDir Path directory;

  @Test
  void directoryIsEverythingBelowIt() throws Exception {
    write("dog/b.jpg", "cat/a.jpg", "top.jpg", "cat/deep/er/c.jpg");
    assertThat(paths("")).containsExactly("cat/a.jpg", "cat/deep/er/c.jpg", "dog/b.jpg", "top.jpg");
    assertThat(paths("/")).hasSize(4);
  }

  @Test
  void entriesLeadToTheirFiles() throws Exception {
    write("cat/a.jpg");
    FileEntry entry = Listing.expand(directory.toString()).get(0);
    assertThat(entry.uri()).isEqualTo(directory + "/cat/a.jpg");
    assertThat(entry.path()).isEqualTo("cat/a.jpg");
    assertThat(entry.bytes()).isEqualTo("cat/a.jpg".length());
  }

  @Test
  void hiddenFilesAreLeftOut() throws Exception {
    write("a.jpg", ".DS_Store", ".git/x.jpg", "cat/.thumbs/b.jpg", "cat/._c.jpg");
    assertThat(paths("")).containsExactly("a.jpg");
    assertThat(paths("/**/*.jpg")).containsExactly("a.jpg");
    assertThat(paths("/.git/*")).containsExactly("x.jpg");
  }

  @Test
  void directoryBelowAHiddenOneIsListed() throws Exception {
    write(".cache/cat/a.jpg");
    assertThat(paths("/.cache")).containsExactly("cat/a.jpg");
  }

  @Test
  void fileIsItself() throws Exception {
    write("cat/a.jpg", "cat/b.jpg");
    assertThat(paths("/cat/a.jpg")).containsExactly("a.jpg");
  }

  @Test
  void globPathsBeginBelowTheFirstWildcard() throws Exception {
    write("in/train/cat/a.jpg", "in/train/dog/b.jpg", "in/test/cat/c.jpg", "in/train/cat/n.txt");
    assertThat(paths("/in/train/*/*.jpg")).containsExactly("cat/a.jpg", "dog/b.jpg");
    assertThat(paths("/in/**.jpg"))
        .containsExactly("test/cat/c.jpg", "train/cat/a.jpg", "train/dog/b.jpg");
  }

  @Test
  void bracesAreAlternatives() throws Exception {
    write("a/1.jpg", "b/2.png", "c/3.jpg", "b/4.gif");
    assertThat(paths("/{a,b}/*.{jpg,png}")).containsExactly("a/1.jpg", "b/2.png");
    assertThat(paths("/{a/1.jpg,{a,c}/*.jpg}")).containsExactly("a/1.jpg", "c/3.jpg");
  }

  @Test
  void namesMayHoldAnyCharacters() throws Exception {
    String[] names = {
      "with space/a b.jpg",
      " leading and trailing /x.jpg ",
      "größe/猫.jpg",
      "composed \u00e9.jpg",
      "decomposed e\u0301.jpg",
      "[set]/{x,y}.jpg",
      "star*/q?.jpg",
      "per%20cent#.jpg",
      "100%/a#b&c=d+e.jpg",
      "many.dots..in.a.name.jpg",
      "back\\slash.jpg",
      "new\nline.jpg",
      "quo\"te's.jpg",
      "a".repeat(200) + "/" + "b".repeat(196) + ".jpg"
    };
    write(names);
    assertThat(paths("")).containsExactlyInAnyOrder(names);
    for (FileEntry entry : Listing.expand(directory.toString())) {
      assertThat(StoredFile.readText(entry.uri())).isEqualTo(entry.path());
    }
    assertThat(paths("/[set]")).containsExactly("{x,y}.jpg");
    assertThat(paths("/[set]/{x,y}.jpg")).containsExactly("{x,y}.jpg");
    assertThat(paths("/\\[set\\]/*.jpg")).containsExactly("{x,y}.jpg");
    assertThat(paths("/gr*/*")).containsExactly("größe/猫.jpg");
    assertThat(paths("/with space/*.jpg")).containsExactly("a b.jpg");
  }

  @Test
  void fileUrisAreLocalPaths() throws Exception {
    write("a b.jpg");
    String uri = directory.toUri().toString();
    assertThat(Listing.expand(uri)).extracting(FileEntry::path).containsExactly("a b.jpg");
    assertThat(Listing.expand(uri + "a%20b.jpg").get(0).uri()).isEqualTo(directory + "/a b.jpg");
    assertThat(Listing.expand("file:" + directory + "/*.jpg")).hasSize(1);
  }

  @Test
  void linksAreFollowedButNotInCircles() throws Exception {
    write("real/a.jpg");
    Files.createSymbolicLink(directory.resolve("link"), directory.resolve("real"));
    Files.createSymbolicLink(directory.resolve("real/up"), directory);
    assertThat(paths("")).contains("link/a.jpg", "real/a.jpg");
  }

  @Test
  void linkThatLeadsNowhereIsListedAndMissingWhenRead() throws Exception {
    write("cat/a.jpg");
    Files.createSymbolicLink(directory.resolve("cat/broken.jpg"), directory.resolve("nowhere"));
    assertThat(paths("")).containsExactly("cat/a.jpg", "cat/broken.jpg");
    assertThat(paths("/cat/*.jpg")).containsExactly("a.jpg", "broken.jpg");
    FileEntry broken = Listing.expand(directory.toString()).get(1);
    assertThat(broken.bytes()).isZero();
    assertThatThrownBy(() -> StoredFile.open(broken.uri()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(directory + "/cat/broken.jpg");
  }

  @Test
  void directoryThatMustNotBeListedIsAnErrorThatNamesIt() throws Exception {
    write("cat/a.jpg", "shut/b.jpg");
    Path shut = directory.resolve("shut");
    Files.setPosixFilePermissions(shut, Set.of());
    assumeFalse(Files.isReadable(shut), "this user may read everything");
    assertThatThrownBy(() -> paths(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("shut");
    Files.setPosixFilePermissions(shut, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void globIsWhatHasWildcardsAndIsNotThere() throws Exception {
    write("[set]/a.jpg", "b*.jpg", "s/a.jpg");
    assertThat(Listing.isGlob(directory + "/[set]")).isFalse();
    assertThat(Listing.isGlob(directory + "/b*.jpg")).isFalse();
    assertThat(Listing.isGlob(directory + "/[set]/*")).isTrue();
    assertThat(Listing.isGlob(directory + "/{s,t}")).isTrue();
    assertThat(Listing.isGlob(directory + "/\\[set\\]")).isFalse();
    assertThat(Listing.isGlob("gs://b/in")).isFalse();
    assertThat(Listing.isGlob("gs://b/in*")).isTrue();
  }

  @Test
  void directoryNamedLikeAMatchIsNoFile() throws Exception {
    write("x.jpg/a.jpg");
    assertThat(paths("/**/*.jpg")).containsExactly("x.jpg/a.jpg");
    assertThatThrownBy(() -> paths("/*.jpg")).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void nothingIsAnErrorThatNamesTheSpec() throws Exception {
    write("cat/a.jpg");
    Files.createDirectory(directory.resolve("empty"));
    for (String spec : List.of("/*.png", "/missing", "/missing/*.jpg", "/empty", "/{x,y}.jpg")) {
      assertThatThrownBy(() -> paths(spec))
          .isInstanceOf(FileNotFoundException.class)
          .hasMessage(
              (spec.equals("/empty") ? "there is no file in " : "nothing matches ")
                  + directory
                  + spec);
    }
  }

  @Test
  void baseIsWhatStandsBeforeTheFirstWildcard() {
    assertThat(Listing.base("gs://b/in/*/x.jpg")).isEqualTo("gs://b/in");
    assertThat(Listing.base("gs://b/in/")).isEqualTo("gs://b/in");
    assertThat(Listing.base("gs://b/{train,test}")).isEqualTo("gs://b");
    assertThat(Listing.base("*.jpg")).isEqualTo(".");
    assertThat(Listing.base("/*.jpg")).isEqualTo("/");
    assertThat(Listing.base(directory + "/")).isEqualTo(directory.toString());
  }

  private List<String> paths(String below) throws IOException {
    return Listing.expand(directory + below).stream().map(FileEntry::path).toList();
  }

  /** Writes files that hold their own paths. */
  private void write(String... paths) throws IOException {
    for (String path : paths) {
      Path file = directory.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, path);
    }
  }
}
