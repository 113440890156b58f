package io.github.simclrbeam.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of a store that has neither directories nor renaming, and shows what is uploaded whole. */
final class ObjectStoreTest {
  private static final String URI = "gs://bucket/a/b";

  @BeforeEach
  void open() {
    FileSystems.setDefaultPipelineOptions(PipelineOptionsFactory.create());
    MemoryStore.clear();
  }

  @AfterEach
  void close() {
    MemoryStore.clear();
  }

  @Test
  void aWholeFileIsOneUploadUnderItsOwnName() throws IOException {
    StoredFile.writeAtomically(URI, "old");
    MemoryStore.dieAt(1, true);
    StoredFile.writeAtomically(URI, "new and longer");
    assertThat(StoredFile.readText(URI)).isEqualTo("new and longer");
    assertThat(MemoryStore.uris("gs://")).containsExactly(URI);
  }

  @Test
  void aWriterThatFailsHalfWayShowsNothingAndReplacesNothing() throws IOException {
    StoredFile.writeAtomically(URI, "old");
    assertThatThrownBy(
            () ->
                StoredFile.writeAtomically(
                    URI,
                    out -> {
                      out.write(new byte[3 << 20]);
                      throw new IllegalStateException("half way");
                    }))
        .hasMessage("half way");
    assertThat(StoredFile.readText(URI)).isEqualTo("old");
    assertThat(MemoryStore.uris("gs://")).containsExactly(URI);
  }

  @Test
  void anUploadThatFailsIsNotCompletedByClosingIt() throws IOException {
    StoredFile.writeAtomically(URI, "old");
    MemoryStore.dieAt(0, false);
    assertThatThrownBy(() -> StoredFile.writeAtomically(URI, "new"))
        .isInstanceOf(StoreException.class)
        .hasCauseInstanceOf(MemoryStore.DeathException.class);
    MemoryStore.revive();
    assertThat(StoredFile.readText(URI)).isEqualTo("old");
  }

  @Test
  void aWriterMayCloseItsStream() throws IOException {
    StoredFile.writeAtomically(
        URI,
        out -> {
          out.write(7);
          out.close();
        });
    assertThat(StoredFile.read(URI)).containsExactly(7);
  }

  @Test
  void aMissingObjectIsAMissingFileWhateverTheClientThrows() {
    assertThatThrownBy(() -> StoredFile.read(URI))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage(URI);
    assertThatThrownBy(() -> StoredFile.size(URI)).isInstanceOf(FileNotFoundException.class);
    assertThatThrownBy(() -> StoredFile.openLocally(URI)).isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void faultsThatAreUncheckedAreFaultsOfTheFileInOneLine() throws IOException {
    StoredFile.writeAtomically(URI, "x");
    MemoryStore.refuse(
        new IllegalStateException("wrapped", new IOException("403 Forbidden\nGET https://...")));
    List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> StoredFile.read(URI),
            () -> StoredFile.exists(URI),
            () -> StoredFile.writeAtomically(URI, "y"),
            () -> StoredFile.delete(URI),
            () -> Listing.expand(URI))
        .forEach(
            request ->
                assertThatThrownBy(request)
                    .isInstanceOf(StoreException.class)
                    .hasMessage(URI + ": 403 Forbidden"));
  }

  @Test
  void aLocalCopyIsReadHereAndThereAndNobodySeesIt() throws IOException {
    StoredFile.writeAtomically(URI, "0123456789");
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    try (FileChannel copy = StoredFile.openLocally(URI)) {
      MemoryStore.clear();
      ByteBuffer digit = ByteBuffer.allocate(1);
      copy.read(digit, 7);
      assertThat(digit.array()).containsExactly('7');
      // Another process's has its name for a moment, in which it is empty.
      assertThat(
              scratch
                  .toFile()
                  .listFiles(file -> file.getName().endsWith(".scratch") && file.length() > 0))
          .isEmpty();
      InputStream stream = java.nio.channels.Channels.newInputStream(copy);
      assertThat(stream.readAllBytes()).hasSize(10);
    }
  }

  @Test
  void aBucketThatIsNotThereIsNoFault() {
    for (String answer :
        new String[] {
          "404 Not Found",
          "The specified bucket does not exist (Service: S3, Status Code: 404, Request ID: x)"
        }) {
      MemoryStore.refuse(new IllegalStateException("wrapped", new IOException(answer)));
      assertThatThrownBy(() -> Listing.expand("gs://nobody/photos/**"))
          .isInstanceOf(MissingBucketException.class)
          .hasMessage("there is no bucket gs://nobody");
      assertThatThrownBy(() -> StoredFile.exists("gs://nobody/run.json"))
          .hasMessage("there is no bucket gs://nobody");
    }
    MemoryStore.refuse(new IllegalStateException(new IOException("403 of gs://bucket/404/x")));
    assertThatThrownBy(() -> Listing.expand(URI)).isInstanceOf(StoreException.class);
  }

  @Test
  void wildcardsInANameAreLettersOfIt() throws IOException {
    String uri = "gs://bucket/my[1]/a?*.x";
    StoredFile.writeAtomically("gs://bucket/my1/ab.x", "another");
    assertThat(StoredFile.exists(uri)).isFalse();
    assertThat(StoredFile.exists("gs://bucket/my1/a?.x")).isFalse();
    StoredFile.writeAtomically(uri, "this");
    assertThat(StoredFile.exists(uri)).isTrue();
    assertThat(StoredFile.size(uri)).isEqualTo(4);
    assertThat(StoredFile.readText(uri)).isEqualTo("this");
  }

  @Test
  void manyAreDeletedAndThoseThatAreGonePassedOver() throws IOException {
    for (String name : List.of("1", "2", "3")) {
      StoredFile.writeAtomically("gs://bucket/" + name, name);
    }
    StoredFile.delete(List.of("gs://bucket/1", "gs://bucket/gone", "gs://bucket/3"));
    StoredFile.delete(List.of());
    assertThat(MemoryStore.uris("gs://")).containsExactly("gs://bucket/2");
  }

  /** Directory, marker and its place: whole in every moment in which the marker is there. */
  @Test
  void whereverADirectoryIsReplacedOrRemovedAndItDiesTheMarkerIsThereOnlyWithAllFiles()
      throws IOException {
    WholeDirectory directory = new WholeDirectory("gs://bucket/it", "marker", Disk.local());
    for (int change = 0; change < 8; change++) {
      for (boolean done : new boolean[] {false, true}) {
        MemoryStore.clear();
        directory.write(files("old"));
        MemoryStore.dieAt(change, done);
        try {
          directory.write(files("new"));
          directory.remove();
        } catch (IOException e) {
          assertThat(e).hasCauseInstanceOf(MemoryStore.DeathException.class);
        }
        MemoryStore.revive();
        if (directory.exists()) {
          String marker = StoredFile.readText("gs://bucket/it/marker");
          assertThat(StoredFile.readText("gs://bucket/it/data")).isEqualTo(marker);
        }
      }
    }
    assertThat(MemoryStore.uris("gs://")).isEmpty();
  }

  @Test
  void aFileThatGrowsIsThereAtEachSyncAndCanBeTakenBack() throws IOException {
    AppendedFile file = AppendedFile.open(URI, 0);
    file.append("one".getBytes(StandardCharsets.UTF_8));
    assertThat(StoredFile.exists(URI)).isFalse();
    file.sync();
    file.append("two".getBytes(StandardCharsets.UTF_8));
    assertThat(file.sync()).isEqualTo(6);
    AppendedFile again = AppendedFile.open(URI, 3);
    again.append("2".getBytes(StandardCharsets.UTF_8));
    assertThat(StoredFile.readText(URI)).isEqualTo("onetwo");
    again.sync();
    assertThat(StoredFile.readText(URI)).isEqualTo("one2");
  }

  @Test
  void aFileAndWhatIsBelowADirectoryHaveThePathsThatTheyHaveOnADisk() throws IOException {
    StoredFile.writeAtomically("gs://bucket/a/b", "x");
    StoredFile.writeAtomically("gs://bucket/a/c/d", "y");
    assertThat(Listing.expand("gs://bucket/a/b"))
        .containsExactly(new FileEntry("gs://bucket/a/b", "b", 1));
    assertThat(Listing.expand("gs://bucket/a"))
        .extracting(FileEntry::path)
        .containsExactly("b", "c/d");
    assertThat(Listing.expand("gs://bucket/{a/b,a/c/d}"))
        .extracting(FileEntry::path)
        .containsExactly("a/b", "a/c/d");
  }

  @Test
  void aFolderIsWhatIsBelowItWithASlashOrWithoutAndABucketIsOneToo() throws IOException {
    StoredFile.writeAtomically("gs://bucket/cats/1", "x");
    StoredFile.writeAtomically("gs://bucket/dogs/2", "y");
    MemoryStore.makeFolder("gs://bucket/cats");
    MemoryStore.makeFolder("gs://bucket/empty");
    assertThat(Listing.expand("gs://bucket/cats/"))
        .isEqualTo(Listing.expand("gs://bucket/cats"))
        .containsExactly(new FileEntry("gs://bucket/cats/1", "1", 1));
    for (String all : List.of("gs://bucket", "gs://bucket/", "gs://bucket/{cats/,dogs/}**")) {
      assertThat(Listing.expand(all))
          .extracting(FileEntry::path)
          .containsExactly("cats/1", "dogs/2");
    }
    assertThat(Listing.expandIfAny("gs://bucket/empty/")).isEmpty();
    assertThat(StoredFile.exists("gs://bucket/empty")).isFalse();
  }

  @Test
  void whileAFileIsWrittenFaultsNameIt() throws IOException {
    OutputStream out = StoredFile.create(URI);
    MemoryStore.refuse(new IllegalStateException("503 Slow Down"));
    assertThatThrownBy(() -> out.write(new byte[9]))
        .isInstanceOf(StoreException.class)
        .hasMessage(URI + ": 503 Slow Down");
    assertThatThrownBy(out::close)
        .isInstanceOf(StoreException.class)
        .hasMessage(URI + ": 503 Slow Down");
  }

  @Test
  void aTreeIsDeletedInTurnsAndWhatTheStoreKeepsEndsIt() throws IOException {
    for (String name : List.of("first", "b", "c/.d")) {
      StoredFile.writeAtomically("gs://bucket/t/" + name, name);
    }
    MemoryStore.makeFolder("gs://bucket/t");
    MemoryStore.keep("gs://bucket/t/first");
    Function<String, Integer> turn = name -> name.equals("first") ? 0 : 1;
    assertThatThrownBy(() -> StoredTree.delete("gs://bucket/t", turn))
        .isInstanceOf(StoreException.class)
        .hasMessage("gs://bucket/t/first: still there after it was deleted; may it be deleted?");
    assertThat(MemoryStore.uris("gs://bucket/t/")).hasSize(4);
    MemoryStore.revive();
    StoredTree.delete("gs://bucket/t/", turn);
    assertThat(MemoryStore.uris("gs://")).containsExactly("gs://bucket/t/");
    MemoryStore.refuse(new IllegalStateException("403 Forbidden"));
    assertThatThrownBy(() -> StoredTree.delete("gs://bucket/t", turn))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void aDirectoryWhoseMarkerTheStoreKeepsStaysWhole() throws IOException {
    WholeDirectory directory = new WholeDirectory("gs://bucket/it", "marker", Disk.local());
    directory.write(files("old"));
    MemoryStore.keep("gs://bucket/it/marker");
    assertThatThrownBy(() -> directory.write(files("new"))).isInstanceOf(StoreException.class);
    assertThatThrownBy(directory::remove)
        .isInstanceOf(StoreException.class)
        .hasMessageStartingWith("gs://bucket/it/marker: still there");
    assertThat(StoredFile.readText("gs://bucket/it/data")).isEqualTo("old");
  }

  @Test
  void schemesAreKnownByTheirJars() {
    assertThat(Schemes.known()).containsExactly("gs");
    assertThat(Schemes.problem("gs://bucket/x")).isEmpty();
    for (String folder : List.of("gs://b/photos/", "gs://b", "gs://b/", "gs://b/{c/,d/}**")) {
      assertThat(Schemes.problem(folder)).isEmpty();
    }
    assertThat(Schemes.problem("gs:/b/x"))
        .hasValue("gs:/b/x cannot be used: Expected a file path, but [gs:/b/x/]");
    assertThat(Schemes.problem("/local/x")).isEmpty();
    assertThat(Schemes.problem("s3://bucket/x"))
        .hasValue(
            "s3://bucket/x is at s3:, where nothing here reads or writes; known are local paths,"
                + " file:, gs:");
  }

  private static Map<String, StoredFile.Content> files(String content) {
    StoredFile.Content bytes = out -> out.write(content.getBytes(StandardCharsets.UTF_8));
    return Map.of("data", bytes, "marker", bytes);
  }
}
