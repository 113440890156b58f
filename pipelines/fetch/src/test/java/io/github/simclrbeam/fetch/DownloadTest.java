package io.github.simclrbeam.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.fetch.FileServer.Served;
import io.github.simclrbeam.options.StageFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads of a file of 100,000 bytes from a server that misbehaves. */
class DownloadTest {
  private static final String FILE = "train-images-idx3-ubyte.gz";
  private static final int SIZE = 100_000;

  @TempDir Path folder;
  private final FileServer server = new FileServer();
  private final byte[] file = new byte[SIZE];
  private DataSet dataSet;
  private Path output;

  @BeforeEach
  void serve() {
    for (int i = 0; i < SIZE; i++) {
      file[i] = (byte) (i * 31 + i / 251);
    }
    dataSet = Made.served(server, "fashion-mnist", Map.of(FILE, file));
    output = folder.resolve("out");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aConnectionThatIsCutGoesOnWhereItStopped() throws IOException {
    server.faults.add(cutAfter(40_000));
    server.faults.add(cutAfter(25_000));
    fetch();
    assertThat(server.served)
        .containsExactly(
            new Served("/data/" + FILE, null, null, 40_000),
            new Served("/data/" + FILE, "bytes=40000-", "\"1\"", 25_000),
            new Served("/data/" + FILE, "bytes=65000-", "\"1\"", 35_000));
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aRunThatWasStoppedIsGoneOnWithByTheNext() throws IOException {
    server.faults.add(cutAfter(70_000));
    server.faults.add(server.status(403));
    assertThatThrownBy(this::fetch).isInstanceOf(StageFailedException.class);
    assertThat(Fetching.tree(output)).allMatch(path -> path.startsWith(".fetch/"));
    server.served.clear();

    assertThat(fetch()).contains(FILE + ": going on after 70.0 kB");
    assertThat(server.served)
        .containsExactly(new Served("/data/" + FILE, "bytes=70000-", "\"1\"", 30_000));
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
    assertThat(output.resolve(".fetch")).doesNotExist();
  }

  @Test
  void aServerWithoutRangesStartsAfresh() throws IOException {
    server.knowsRange = false;
    server.faults.add(cutAfter(40_000));
    fetch();
    assertThat(server.served).extracting(Served::bytes).containsExactly(40_000, SIZE);
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aServerWithoutVersionsIsAskedForTheRestAllTheSame() throws IOException {
    server.etag = null;
    server.faults.add(cutAfter(40_000));
    fetch();
    assertThat(server.served.get(1))
        .isEqualTo(new Served("/data/" + FILE, "bytes=40000-", null, 60_000));
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aWeakTagIsNoVersion() throws IOException {
    server.etag = "W/\"1\"";
    server.faults.add(cutAfter(40_000));
    fetch();
    assertThat(server.served.get(1).ifRange()).isNull();
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aTagThatChangedStartsAfresh() throws IOException {
    byte[] older = new byte[SIZE];
    server.files.put(FILE, older);
    server.etag = "\"0\"";
    server.faults.add(cutAfter(40_000));
    server.faults.add(
        (exchange, bytes) -> {
          server.etag = "\"1\"";
          server.files.put(FILE, file);
          server.status(500).answer(exchange, bytes);
        });
    fetch();
    assertThat(server.served).extracting(Served::bytes).containsExactly(40_000, 0, SIZE);
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes 40000-99999/100001", "bytes 39999-99999/100000", "bytes */100000", "rest"})
  void aRestThatDoesNotFitStartsAfresh(String contentRange) throws IOException {
    server.faults.add(cutAfter(40_000));
    server.faults.add(server.status(206, "Content-Range", contentRange));
    fetch();
    assertThat(server.served).extracting(Served::range).containsExactly(null, "bytes=40000-", null);
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aRestOfAnotherVersionStartsAfresh() throws IOException {
    server.faults.add(cutAfter(40_000));
    server.faults.add(
        server.status(206, "Content-Range", "bytes 40000-99999/100000", "ETag", "\"2\""));
    fetch();
    assertThat(server.served).extracting(Served::range).containsExactly(null, "bytes=40000-", null);
  }

  @Test
  void aPartThatIsLongerThanTheFileStartsAfresh() throws IOException {
    server.faults.add(cutAfter(40_000));
    server.faults.add(server.status(403));
    assertThatThrownBy(this::fetch).isInstanceOf(StageFailedException.class);
    Files.write(output.resolve(".fetch/" + FILE + ".part"), Arrays.copyOf(file, SIZE + 1));
    fetch();
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aPartThatWasWholeIsOnlyChecked() throws IOException {
    server.faults.add(cutAfter(40_000));
    server.faults.add(server.status(403));
    assertThatThrownBy(this::fetch).isInstanceOf(StageFailedException.class);
    Files.write(output.resolve(".fetch/" + FILE + ".part"), file);
    server.served.clear();
    fetch();
    assertThat(server.served).isEmpty();
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aBusyServerIsAskedAgain() throws IOException {
    server.faults.add(server.status(503));
    server.faults.add(server.status(429, "Retry-After", "0"));
    assertThat(fetch()).contains("the server answers 503; trying again");
    assertThat(server.served).extracting(Served::bytes).containsExactly(0, 0, SIZE);
  }

  @Test
  void aServerThatStaysBusyIsGivenUpAndItIsSaidWhereTheNextRunGoesOn() {
    server.faults.add(cutAfter(40_000));
    for (int i = 0; i < 4; i++) {
      server.faults.add(server.status(503));
    }
    assertThatThrownBy(this::fetch)
        .isInstanceOf(StageFailedException.class)
        .hasMessage(
            server.url()
                + "/"
                + FILE
                + ": the server answers 503, 4 times in a row; the same command goes on after 40.0 kB");
  }

  @Test
  void aConnectionThatFallsSilentIsMadeAnew() throws IOException {
    server.faults.add(server.silentAfter(40_000, 10_000));
    Patience brief = new Patience(Fetching.IMPATIENT.waits(), Duration.ofSeconds(1));
    assertThat(Fetching.fetch(brief, dataSet, "--output=" + output))
        .contains("nothing came for 1 s; trying again");
    assertThat(server.served).extracting(Served::bytes).containsExactly(40_000, 60_000);
  }

  @Test
  void aHostThatDoesNotListenIsSaidToBeOutOfReach() {
    server.close();
    assertThatThrownBy(this::fetch)
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("4 times in a row");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aFileThatIsNotThereIsRefusedAtOnce(int status) {
    server.faults.add(server.status(status));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(StageFailedException.class)
        .hasMessage(
            "%s/%s is not there (%d); --mirror may name a place that has it"
                .formatted(server.url(), FILE, status));
    assertThat(server.served).hasSize(1);
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    server.faults.add(server.status(302, "Location", server.url() + "/elsewhere/" + FILE));
    fetch();
    assertThat(server.served)
        .extracting(Served::path)
        .containsExactly("/data/" + FILE, "/data/elsewhere/" + FILE);
  }

  @Test
  void aRedirectThatTheClientRefusesSaysWhereItLeads() {
    server.faults.add(server.status(302, "Location", "ftp://127.0.0.1/" + FILE));
    assertThatThrownBy(this::fetch)
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("ftp://127.0.0.1/" + FILE);
  }

  @Test
  void aFileOfAnotherSizeIsRefusedBeforeItIsDownloaded() {
    server.files.put(FILE, new byte[SIZE + 1]);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("must have 100,000 bytes, but has 100,001");
    assertThat(output.resolve(".fetch/" + FILE + ".part")).doesNotExist();
  }

  @Test
  void aFileOfAnotherChecksumIsDeletedAndBothSumsAreSaid() throws IOException {
    byte[] other = file.clone();
    other[SIZE - 1]++;
    server.files.put(FILE, other);
    assertThatThrownBy(this::fetch)
        .isInstanceOf(StageFailedException.class)
        .hasMessageContaining("sha256:" + Made.sha256(file))
        .hasMessageContaining("sha256:" + Made.sha256(other));
    assertThat(Fetching.tree(output)).noneMatch(path -> path.contains(FILE));

    server.files.put(FILE, file);
    fetch();
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aMirrorTakesThePlaceOfTheDirectory() throws IOException {
    DataSet elsewhere = with("https://nowhere.invalid/a/b/" + FILE, SIZE);
    Fetching.fetch(elsewhere, "--output=" + output, "--mirror=" + server.url() + "/mirror/");
    assertThat(server.served).extracting(Served::path).containsExactly("/data/mirror/" + FILE);
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  @Test
  void aFileOfUnknownSizeIsDownloadedAndGoneOnWith() throws IOException {
    DataSet unknown = with(server.url() + "/" + FILE, 0);
    server.faults.add(cutAfter(40_000));
    Fetching.fetch(unknown, "--output=" + output);
    assertThat(server.served).extracting(Served::bytes).containsExactly(40_000, 60_000);
    assertThat(output.resolve(FILE)).hasBinaryContent(file);
  }

  private DataSet with(String url, long bytes) {
    RemoteFile remote = new RemoteFile(url, bytes, "sha256:" + Made.sha256(file));
    return Made.with(dataSet, List.of(remote), 10_000);
  }

  private FileServer.Fault cutAfter(int bytes) {
    return server.cutAfter(bytes, output.resolve(".fetch/" + FILE + ".part"));
  }

  private String fetch() throws IOException {
    return Fetching.fetch(dataSet, "--output=" + output);
  }
}
