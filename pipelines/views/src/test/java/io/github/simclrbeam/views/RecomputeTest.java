package io.github.simclrbeam.views;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.proto.BytesList;
import io.github.simclrbeam.proto.Example;
import io.github.simclrbeam.proto.Feature;
import io.github.simclrbeam.proto.Features;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.Finding;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.TfRecordWriter;
import io.github.simclrbeam.shards.Verification;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecomputeTest {
  private static final long ALL = 1_000;

  @TempDir Path directory;
  private Path input;
  private Path output;

  @BeforeEach
  void namePaths() {
    input = directory.resolve("in");
    output = directory.resolve("out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"raw", "png", "jpeg"})
  void everyViewOfUnchangedImagesComesOutAgain(String encoding) throws IOException {
    TestPhotographs.folder(input, 5);
    views("--encoding=" + encoding, "--firstView=3");
    assertThat(recompute(ALL)).isEqualTo(new Recomputed(10, 10, List.of()));
    assertThat(recompute(4)).isEqualTo(new Recomputed(4, 4, List.of()));
    assertThat(recompute(4).describe())
        .isEqualTo("4 views made again from their originals: 4 agree");
  }

  @Test
  void imagesWithinFilesAreFoundAgain() throws IOException {
    Files.createDirectories(input);
    TestPhotographs.idx(input.resolve("x-images"), 6, 8, 8);
    views("--recipe=fashion-mnist");
    assertThat(recompute(ALL)).isEqualTo(new Recomputed(24, 24, List.of()));
  }

  @Test
  void imagesOfCompressedFilesAreFoundAgainWhereTheirBytesWereOnlySpooled() throws IOException {
    Files.createDirectories(input);
    TestPhotographs.idx(directory.resolve("plain"), 6, 8, 8);
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(input.resolve("x-images.gz")))) {
      Files.copy(directory.resolve("plain"), out);
    }
    views("--recipe=fashion-mnist");
    assertThat(recompute(ALL)).isEqualTo(new Recomputed(24, 24, List.of()));
  }

  @Test
  void imagesOfTfRecordFilesAreFoundAgain() throws IOException {
    Files.createDirectories(input);
    try (TfRecordWriter writer =
        new TfRecordWriter(Files.newOutputStream(input.resolve("x.tfrecord")))) {
      for (int i = 0; i < 4; i++) {
        byte[] image = ImageEncoder.png(TestPhotographs.pixels(20, 12, i));
        Features.Builder features =
            Features.newBuilder()
                .putFeature("id", bytes(("i" + i).getBytes(StandardCharsets.UTF_8)))
                .putFeature("image/encoded", bytes(image));
        writer.write(Example.newBuilder().setFeatures(features).build().toByteArray());
      }
    }
    views();
    assertThat(recompute(ALL)).isEqualTo(new Recomputed(8, 8, List.of()));
  }

  @Test
  void aGlobOfFilesOfAnotherNameThanTheOutputsSplitIsFoundAgain() throws IOException {
    Files.createDirectories(input);
    TestPhotographs.idx(input.resolve("t10k-images-idx3-ubyte"), 6, 8, 8);
    input = input.resolve("t10k-*");
    views("--recipe=fashion-mnist");
    assertThat(recompute(ALL)).isEqualTo(new Recomputed(24, 24, List.of()));
  }

  @Test
  void aViewThatIsNotWhatTheRecipeMakesIsFoundThoughItsChecksumsAreRight() throws IOException {
    TestPhotographs.folder(input, 4);
    views("--shards=2");
    plant("p2.jpg", record -> withView(record, 1, new byte[8 * 8 * 3]));
    assertThat(Verification.verify(output.toString())).isEmpty();
    Recomputed found = recompute(ALL);
    assertThat(found.agreed()).isEqualTo(7);
    assertThat(found.findings())
        .containsExactly(
            place("p2.jpg")
                .finding(
                    "view 1 is not what the recipe makes of its original (%s)"
                        .formatted(input.resolve("p2.jpg"))));
  }

  @Test
  void aRecordOfWrongViewsOnlyIsToldFromAChangedOriginalByTheShardsDigest() throws IOException {
    TestPhotographs.folder(input, 4);
    views("--viewsPerImage=1", "--shards=2");
    plant("p2.jpg", record -> withView(record, 0, new byte[8 * 8 * 3]));
    assertThat(recompute(ALL).findings())
        .containsExactly(
            place("p2.jpg")
                .finding(
                    "view 0 is not what the recipe makes of its original (%s)"
                        .formatted(input.resolve("p2.jpg"))));
  }

  @Test
  void parametersThatWereNotDrawnAreFound() throws IOException {
    TestPhotographs.folder(input, 3);
    views();
    plant(
        "p0.jpg",
        record ->
            new ViewRecord(
                record.id(),
                record.label(),
                record.views(),
                List.of(
                    record.parameters().get(0),
                    record.parameters().get(1).toBuilder().setCropX(77).build())));
    assertThat(messages())
        .containsExactly(
            "the parameters of view 1 are not those that were drawn (%s)"
                .formatted(input.resolve("p0.jpg")));
  }

  @Test
  void anotherRecipeOrSeedThanTheManifestStatesIsFoundInEveryView() throws IOException {
    TestPhotographs.folder(input, 3);
    views();
    ShardManifest.Builder lie = ManifestFiles.read(output.toString()).toBuilder();
    lie.getRecipeBuilder().getCropBuilder().setMaxArea(.5);
    ManifestFiles.write(output.toString(), lie.build());
    assertThat(Verification.verify(output.toString())).isEmpty();
    assertThat(recompute(ALL).findings()).hasSize(6);
  }

  @Test
  void anOriginalOfAnotherSizeHasChanged() throws IOException {
    TestPhotographs.folder(input, 3);
    views();
    Files.write(input.resolve("p1.jpg"), ImageEncoder.jpeg(TestPhotographs.pixels(9, 7, 1), 90));
    assertThat(recompute(ALL).agreed()).isEqualTo(4);
    assertThat(messages())
        .containsExactly(
            "its original has changed: it was 25 x 37, and is 9 x 7 (%s)"
                .formatted(input.resolve("p1.jpg")));
  }

  @Test
  void anOriginalOfTheSameSizeHasChangedByTheDigestOfItsShard() throws IOException {
    TestPhotographs.folder(input, 3);
    views();
    Files.write(input.resolve("p1.jpg"), ImageEncoder.jpeg(TestPhotographs.pixels(25, 37, 99), 90));
    assertThat(messages()).hasSize(1);
    assertThat(messages().get(0))
        .matches(
            "its original has changed: the inputDigest of its shard was [0-9a-f]{64}, and is"
                + " [0-9a-f]{64} \\(.*/p1.jpg\\)");
  }

  @Test
  void originalsThatAreGoneOrNoImageAnyMoreAreFoundAndTheOthersAgree() throws IOException {
    TestPhotographs.folder(input, 4);
    views();
    Files.delete(input.resolve("p1.jpg"));
    Files.writeString(input.resolve("p2.jpg"), "no image");
    Recomputed found = recompute(ALL);
    assertThat(found.agreed()).isEqualTo(4);
    assertThat(found.findings())
        .extracting(finding -> finding.id() + ": " + finding.message())
        .satisfiesExactlyInAnyOrder(
            gone ->
                assertThat(gone).isEqualTo("p1.jpg: its original is gone: no longer in " + input),
            text ->
                assertThat(text)
                    .startsWith("p2.jpg: its original can no longer be used: not-an-image: "));
  }

  @Test
  void anInputThatIsGoneIsOneFinding() throws IOException {
    TestPhotographs.folder(input, 2);
    views();
    Files.move(input, directory.resolve("elsewhere"));
    assertThat(recompute(ALL).findings())
        .containsExactly(
            new Finding(
                "run.json", -1, "the input that it names is gone: nothing matches " + input));
  }

  @Test
  void viewsOfAnotherSizeThanTheManifestStatesAreFoundByDecodingOneRecordAShard()
      throws IOException {
    TestPhotographs.folder(input, 5);
    views("--encoding=png");
    ShardManifest.Builder lie = ManifestFiles.read(output.toString()).toBuilder();
    ManifestFiles.write(output.toString(), lie.setImageSize(9).build());
    // Two lines of the descriptions for other programs tell it, too.
    assertThat(decoded(false)).hasSize(2 + 2);
    assertThat(decoded(true))
        .hasSize(10 + 2)
        .contains("views[1] cannot be decoded: a view must be 9 x 9, but was: 8 x 8");
  }

  private List<String> decoded(boolean all) throws IOException {
    return Verification.verify(output.toString(), new DecodedViews(all)).stream()
        .map(Finding::message)
        .toList();
  }

  private void views(String... more) throws IOException {
    Map<String, String> arguments = new TreeMap<>();
    for (String argument : List.of("--imageSize=8", "--viewsPerImage=2", "--encoding=raw")) {
      arguments.put(argument.replaceAll("=.*", ""), argument);
    }
    for (String argument : more) {
      if (argument.startsWith("--recipe=fashion")) {
        arguments.clear();
      }
      arguments.put(argument.replaceAll("=.*", ""), argument);
    }
    List<String> all = new ArrayList<>(arguments.values());
    all.add("--input=" + input);
    all.add("--output=" + output);
    all.add("--dataset=x");
    ViewsStage.run(OptionsParser.parse(ViewsOptions.class, all));
  }

  private Recomputed recompute(long count) throws IOException {
    return Recompute.of(output.toString(), count, 1);
  }

  private List<String> messages() throws IOException {
    return recompute(ALL).findings().stream().map(Finding::message).toList();
  }

  private static Feature bytes(byte[] value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFrom(value)))
        .build();
  }

  private static ViewRecord withView(ViewRecord record, int view, byte[] bytes) {
    List<byte[]> views = new ArrayList<>(record.views());
    Arrays.fill(bytes, (byte) 7);
    views.set(view, bytes);
    return new ViewRecord(record.id(), record.label(), views, record.parameters());
  }

  private RecordPlace place(String id) throws IOException {
    try (RandomAccessShards shards = RandomAccessShards.open(output.toString())) {
      return RecordPlace.of(shards.manifest(), shards.ids().indexOf(id), id);
    }
  }

  /** Changes one record and makes everything that is stated about its shard true again. */
  private void plant(String id, UnaryOperator<ViewRecord> change) throws IOException {
    ShardManifest.Builder manifest = ManifestFiles.read(output.toString()).toBuilder();
    int shard = place(id).shard();
    List<ViewRecord> records = new ArrayList<>();
    try (RandomAccessShards shards = RandomAccessShards.open(output.toString())) {
      List<String> ids = shards.ids();
      for (int i = 0; i < shards.size(); i++) {
        if (place(ids.get(i)).shard() == shard) {
          ViewRecord record = shards.read(i);
          records.add(record.id().equals(id) ? change.apply(record) : record);
        }
      }
    }
    try (TfRecordWriter writer =
        new TfRecordWriter(
            Files.newOutputStream(output.resolve(manifest.getShards(shard).getFile())))) {
      for (ViewRecord record : records) {
        writer.write(record.toBytes());
      }
      manifest.getShardsBuilder(shard).setBytes(writer.bytes()).setCrc32C(writer.crc32c());
    }
    ManifestFiles.write(output.toString(), manifest.build());
  }
}
