package io.github.simclrbeam.shards;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.simclrbeam.proto.Shard;
import io.github.simclrbeam.proto.ShardManifest;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What TensorFlow Datasets itself makes of the files is checked by infra/checks/readers.sh. */
final class DatasetDescriptionTest {
  @TempDir Path directory;

  @Test
  void labelledSetOfPngHasTheseFiles() throws Exception {
    Map<String, String> files = DatasetDescription.files(manifest(2, 2).setEncoding("png").build());
    assertThat(files)
        .containsOnlyKeys("dataset_info.json", "features.json", "label.labels.txt")
        .containsEntry("dataset_info.json", resource("golden-dataset_info.json"))
        .containsEntry("features.json", resource("golden-features.json"))
        .containsEntry("label.labels.txt", "cat\ndog\n");
  }

  @Test
  void labelsOfSomeRecordsAreAListOfNoneOrOne() {
    Map<String, String> files = DatasetDescription.files(manifest(2, 1).build());
    JsonObject label = feature(files, "label");
    assertThat(label.get("pythonClassName").getAsString()).endsWith(".sequence_feature.Sequence");
    assertThat(label.getAsJsonObject("sequence").get("length").getAsString()).isEqualTo("-1");
    assertThat(label.toString()).contains("\"numClasses\":\"2\"");
    assertThat(files).containsEntry("label.labels.txt", "cat\ndog\n");
    assertThat(files.get("dataset_info.json")).doesNotContain("supervisedKeys");
  }

  @Test
  void unlabelledSetHasNoLabelAndNoNames() {
    Map<String, String> files = DatasetDescription.files(manifest(2, 0).build());
    assertThat(files).containsOnlyKeys("dataset_info.json", "features.json");
    assertThat(feature(files, "label")).isNull();
    assertThat(files.get("dataset_info.json")).doesNotContain("supervisedKeys");
  }

  @Test
  void rawViewsAreTensorsStoredAsBytes() {
    Map<String, String> files = DatasetDescription.files(manifest(2, 0).build());
    JsonObject sequence = feature(files, "views").getAsJsonObject("sequence");
    assertThat(sequence.get("length").getAsString()).isEqualTo("2");
    assertThat(sequence.getAsJsonObject("feature").get("tensor").toString())
        .isEqualTo(
            "{\"shape\":{\"dimensions\":[\"2\",\"2\",\"1\"]},\"dtype\":\"uint8\",\"encoding\":\"bytes\"}");
  }

  @Test
  void emptySetHasNoShardLengths() {
    ShardManifest empty = TestShards.manifest(0).clearShards().build();
    assertThat(DatasetDescription.files(empty).get("dataset_info.json"))
        .contains("\"shardLengths\": []", "\"numBytes\": \"0\"");
  }

  @Test
  void splitCalledAllHasAnotherNameForTfdsWhichMeansAllSplitsByIt() {
    String info =
        DatasetDescription.files(manifest(2, 0).setSplit("all").build()).get("dataset_info.json");
    assertThat(info)
        .contains(
            "\"name\": \"everything\"",
            "\"filepathTemplate\": \"{DATASET}-all.{FILEFORMAT}-{SHARD_X_OF_Y}\"");
  }

  @Test
  void everyLabelHasItsLineWhateverItsName() {
    assertThat(LabelLines.of(List.of("cat", "", "a\r\nb", "\u00a0\u0085 ", " x")))
        .isEqualTo("cat\n1\na b\n3\n x\n");
  }

  @Test
  void writingAgainRemovesNamesThatNoRecordHasAnyMore() throws Exception {
    DatasetDescription.write(directory.toString(), manifest(2, 2).build());
    assertThat(directory.resolve("label.labels.txt")).hasContent("cat\ndog");
    DatasetDescription.write(directory.toString(), manifest(2, 0).build());
    assertThat(directory.resolve("label.labels.txt")).doesNotExist();
  }

  @Test
  void filesThatContradictTheManifestAreFound() throws Exception {
    ShardManifest manifest = manifest(2, 2).build();
    DatasetDescription.write(directory.toString(), manifest);
    assertThat(DatasetDescription.problems(directory.toString(), manifest)).isEmpty();
    Files.writeString(directory.resolve("label.labels.txt"), "cat\ncow\n");
    edit("dataset_info.json", "\"2\"", "\"3\"");
    edit("features.json", "}\n", "");
    assertThat(DatasetDescription.problems(directory.toString(), manifest))
        .extracting(Finding::toString)
        .satisfiesExactly(
            info ->
                assertThat(info)
                    .matches("dataset_info.json: line \\d+ must be ' +\"2\"', but was: ' +\"3\"'"),
            features ->
                assertThat(features).matches("features.json: line \\d+ must be .*, but was: .*"),
            names ->
                assertThat(names)
                    .isEqualTo("label.labels.txt: line 2 must be 'dog', but was: 'cow'"));
  }

  @Test
  void namesOfAnUnlabelledSetAreFound() throws Exception {
    Files.writeString(directory.resolve("label.labels.txt"), "cat\n");
    assertThat(DatasetDescription.problems(directory.toString(), manifest(2, 0).build()))
        .extracting(Finding::toString)
        .containsExactly("label.labels.txt: must not be there by the manifest, but is");
  }

  @Test
  void setsWithoutTheFilesAreSound() throws Exception {
    assertThat(DatasetDescription.problems(directory.toString(), manifest(2, 2).build())).isEmpty();
  }

  private static ShardManifest.Builder manifest(int records, int labelled) {
    return TestShards.manifest(records)
        .setLabelled(labelled)
        .addShards(
            Shard.newBuilder()
                .setFile("toy-train.tfrecord-00000-of-00001")
                .setRecords(records)
                .setBytes(99)
                .setLabelled(labelled));
  }

  private static JsonObject feature(Map<String, String> files, String name) {
    return JsonParser.parseString(files.get("features.json"))
        .getAsJsonObject()
        .getAsJsonObject("featuresDict")
        .getAsJsonObject("features")
        .getAsJsonObject(name);
  }

  private void edit(String name, String from, String to) throws Exception {
    String text = Files.readString(directory.resolve(name));
    int at = text.lastIndexOf(from);
    Files.writeString(
        directory.resolve(name), text.substring(0, at) + to + text.substring(at + from.length()));
  }

  private static String resource(String name) throws Exception {
    try (InputStream in = DatasetDescriptionTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
