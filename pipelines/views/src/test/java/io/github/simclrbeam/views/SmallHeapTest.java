package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shard may be larger than the memory of the process that makes it. */
final class SmallHeapTest {
  private static final int MEBIBYTE = 1 << 20;

  @TempDir Path directory;

  /** The child's program. */
  static final class Views {
    private Views() {}

    public static void main(String[] arguments) throws IOException {
      ViewsStage.run(OptionsParser.parse(ViewsOptions.class, Arrays.asList(arguments)));
    }
  }

  @Test
  void tenThousandImagesMakeOneShardThatIsLargerThanTheHeap() throws Exception {
    // Of their views' size: they pass as they are, in no time.
    TestPhotographs.idx(directory.resolve("in-images"), 10_000, 84, 84);
    ShardManifest manifest =
        views(256, "in-images", "--imageSize=84", "--viewsPerImage=4", "--encoding=raw");
    assertThat(manifest.getShardsList()).hasSize(1);
    Shard shard = manifest.getShards(0);
    assertThat(shard.getRecords()).isEqualTo(10_000);
    assertThat(shard.getBytes()).isGreaterThan(256L * MEBIBYTE);
    assertThat(Files.size(directory.resolve("out").resolve(shard.getFile())))
        .isEqualTo(shard.getBytes());
  }

  @Test
  void bigImagesOfOneShardPassOneByOneWhereTheirRecordsWouldNotFitTogether() throws Exception {
    Files.createDirectories(directory.resolve("in"));
    for (int i = 0; i < 12; i++) {
      byte[] gray = new byte[2_000 * 2_000];
      Arrays.fill(gray, (byte) (20 * i));
      Files.write(
          directory.resolve("in/%d.png".formatted(i)),
          ImageEncoder.png(new Pixels(2_000, 2_000, 1, gray)));
    }
    ShardManifest manifest =
        views(256, "in", "--channels=1", "--imageSize=2000", "--viewsPerImage=8", "--encoding=raw");
    assertThat(manifest.getShardsList()).hasSize(1);
    assertThat(manifest.getShards(0).getRecords()).isEqualTo(12);
    assertThat(manifest.getShards(0).getBytes()).isGreaterThan(256L * MEBIBYTE);
  }

  private ShardManifest views(int heap, String input, String... more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap + "m");
    command.add("-cp");
    // The tests' own class path, which surefire hides in a jar's manifest.
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Views.class.getName());
    command.add("--input=" + directory.resolve(input));
    command.add("--output=" + directory.resolve("out"));
    command.add("--recipe=none");
    command.add("--shards=1");
    command.add("--targetParallelism=2");
    command.addAll(List.of(more));
    Path log = directory.resolve("log");
    Process child =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = child.waitFor();
    assertThat(code).as(Files.readString(log, StandardCharsets.UTF_8)).isZero();
    return ManifestFiles.read(directory.resolve("out").toString());
  }
}
