package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.ProtoJson;
import io.github.simclrbeam.proto.RunRecord;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DeduplicatedViewsTest {
  @TempDir Path directory;

  /** Four files, of which three are one. */
  private Path folder() throws IOException {
    Path in = Files.createDirectories(directory.resolve("in/deep")).getParent();
    byte[] one = ImageEncoder.jpeg(TestPhotographs.pixels(20, 20, 1), 90);
    Files.write(in.resolve("c.jpg"), one);
    Files.write(in.resolve("b.jpg"), one);
    Files.write(in.resolve("deep/a.jpg"), one);
    Files.write(in.resolve("other.jpg"), ImageEncoder.jpeg(TestPhotographs.pixels(20, 20, 2), 90));
    return in;
  }

  @Test
  void ofThreeIdenticalImagesTheOneWithTheSmallestIdStays() throws Exception {
    String said = views(folder(), "--deduplicate=drop");
    assertThat(TestRun.ids(directory.resolve("out")))
        .containsExactlyInAnyOrder("b.jpg", "other.jpg");
    assertThat(said).contains("2 images were left out, being identical to others: ");
    assertThat(said).doesNotContain("images that were used");
    assertThat(warnings())
        .containsExactly(
            "c.jpg duplicateDropped left out: identical to b.jpg",
            "deep/a.jpg duplicateDropped left out: identical to b.jpg, but labelled deep while that"
                + " is without a label");
    ShardManifest manifest = manifest();
    assertThat(manifest.getImagesSeen()).isEqualTo(2);
    assertThat(manifest.getWarningsByReasonMap())
        .containsExactly(Map.entry("duplicateDropped", 2L));
    assertThat(configuration()).containsEntry("deduplicate", "drop");
  }

  @Test
  void listedDuplicatesKeepTheirRecords() throws Exception {
    Path in = folder();
    String said = views(in, "--deduplicate=list");
    assertThat(said).contains("warnings about images that were used (2 duplicate)");
    assertThat(warnings()).hasSize(2).first().isEqualTo("c.jpg duplicate identical to b.jpg");
    String listed = manifest().getRootDigest();
    assertThat(manifest().getRecords()).isEqualTo(4);
    views(in, "--deduplicate=none", "--overwrite=true");
    assertThat(manifest().getRootDigest()).isEqualTo(listed);
    assertThat(directory.resolve("out/warnings.jsonl")).doesNotExist();
    assertThat(configuration()).doesNotContainKey("deduplicate");
  }

  @Test
  void labelsOfATableThatContradictEachOtherAreTold() throws Exception {
    folder();
    Path table =
        Files.writeString(
            directory.resolve("in/table.csv"),
            "id,path,label\n1,c.jpg,cat\n2,b.jpg,dog\n3,deep/a.jpg,cat\n4,other.jpg,dog\n");
    views(table, "--deduplicate=drop");
    assertThat(TestRun.ids(directory.resolve("out"))).containsExactlyInAnyOrder("1", "4");
    assertThat(warnings())
        .containsExactly(
            "2 duplicateDropped left out: identical to 1, but labelled dog while that is labelled"
                + " cat",
            "3 duplicateDropped left out: identical to 1");
  }

  @Test
  void equalPixelsOfAnIdxFileAreOneImage() throws Exception {
    Path idx = directory.resolve("x-images-idx3-ubyte");
    ByteBuffer bytes = ByteBuffer.allocate(16 + 5 * 16);
    bytes.putInt(0x0803).putInt(5).putInt(4).putInt(4);
    for (int image = 0; image < 5; image++) {
      for (int pixel = 0; pixel < 16; pixel++) {
        bytes.put((byte) (image % 2 * 100 + pixel));
      }
    }
    Files.write(idx, bytes.array());
    views(idx, "--recipe=fashion-mnist", "--deduplicate=drop");
    assertThat(TestRun.ids(directory.resolve("out")))
        .containsExactlyInAnyOrder("x-images-idx3-ubyte#00000", "x-images-idx3-ubyte#00001");
    assertThat(manifest().getWarningsByReasonMap()).containsEntry("duplicateDropped", 3L);
  }

  @Test
  void filesThatCannotBeUsedAreDeadLettersAllTheSame() throws Exception {
    Path in = folder();
    Files.write(in.resolve("empty1.jpg"), new byte[0]);
    Files.write(in.resolve("zbig.jpg"), new byte[5_000]);
    views(in, "--deduplicate=drop", "--maxImageBytes=4000");
    assertThat(manifest().getDeadLettersByReasonMap()).containsKeys("empty", "too-large");
    assertThat(manifest().getImagesSeen()).isEqualTo(4);
  }

  private String views(Path input, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--input=" + input);
    arguments.add("--output=" + directory.resolve("out"));
    arguments.add("--imageSize=8");
    return TestRun.views(arguments.toArray(String[]::new));
  }

  private ShardManifest manifest() throws IOException {
    return ManifestFiles.read(directory.resolve("out").toString());
  }

  private Map<String, String> configuration() throws IOException {
    RunRecord.Builder record = RunRecord.newBuilder();
    ProtoJson.parse(Files.readString(directory.resolve("out/run.json")), record);
    return record.getConfigurationMap();
  }

  private List<String> warnings() throws IOException {
    return Files.readAllLines(directory.resolve("out/warnings.jsonl")).stream()
        .map(
            line -> {
              ImageWarning.Builder warning = ImageWarning.newBuilder();
              ProtoJson.parse(line, warning);
              return "%s %s %s"
                  .formatted(warning.getId(), warning.getReason(), warning.getMessage());
            })
        .toList();
  }
}
