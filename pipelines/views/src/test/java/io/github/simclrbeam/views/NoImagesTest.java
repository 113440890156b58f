package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.options.InvalidOptionsException;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.Verification;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An input of no images makes an empty set, whatever the input is. */
final class NoImagesTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"folder", "x.csv", "x.jsonl", "x.tfrecord", "images-idx3-ubyte", "x.tar"})
  void anInputOfNoImagesMakesAnEmptySetAndSaysSo(String name) throws Exception {
    Path input = directory.resolve(name);
    switch (name) {
      case "folder" -> Files.createDirectory(input);
      case "images-idx3-ubyte" -> TestPhotographs.idx(input, 0, 9, 7);
      case "x.tar" -> Files.write(input, new byte[1024]);
      default -> Files.createFile(input);
    }
    assertThat(run(input)).contains("no images in " + input + ": the set of shards is empty");
    String output = directory.resolve("out").toString();
    ShardManifest manifest = ManifestFiles.read(output);
    assertThat(manifest.getImagesSeen()).isZero();
    assertThat(manifest.getRecords()).isZero();
    assertThat(manifest.getDeadLetters()).isZero();
    assertThat(manifest.getPlannedShards()).isZero();
    assertThat(manifest.getShardsList()).isEmpty();
    assertThat(Verification.verify(output)).isEmpty();
    assertThat(Inspect.describe(output)).contains("images        0", "shards        0, 0 bytes");
  }

  @Test
  void anInputThatIsNotThereAndOneOfUndecodableFormatsAreRefused() throws Exception {
    assertThatThrownBy(() -> run(directory.resolve("nowhere")))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("nothing matches");
    Files.createDirectory(directory.resolve("phone"));
    Files.write(directory.resolve("phone/1.heic"), new byte[] {1});
    assertThatThrownBy(() -> run(directory.resolve("phone")))
        .isInstanceOf(InvalidOptionsException.class)
        .hasMessageContaining("heif-convert");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  /** Returns what was said. */
  private String run(Path input) throws IOException {
    List<String> arguments =
        List.of("--input=" + input, "--output=" + directory.resolve("out"), "--dataset=x");
    PrintStream before = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    try {
      ViewsStage.run(OptionsParser.parse(ViewsOptions.class, arguments));
    } finally {
      System.setErr(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }
}
