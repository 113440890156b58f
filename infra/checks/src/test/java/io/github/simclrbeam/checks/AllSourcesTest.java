package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.beam.ContentDigest;
import io.github.simclrbeam.checks.SourceShapes.Picture;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ShardManifest;
import io.github.simclrbeam.shards.ManifestFiles;
import io.github.simclrbeam.shards.RandomAccessShards;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same images give the same pixels and labels, in whatever shape they are kept. */
class AllSourcesTest {
  private static final Path SAMPLE = Path.of("..", "samples", "fashion-mnist");
  private static final int CLOTHES = 40;
  private static final int SIDE = 28;

  @TempDir Path folder;

  @Test
  void photographsAreTheSameFromEverySource() throws IOException {
    Pictures.write(folder.resolve("made"), 30, 3, 40, 70, 5);
    List<String> names = List.of("class-0", "class-1", "class-2");
    List<Picture> pictures = new ArrayList<>();
    for (int label = 0; label < names.size(); label++) {
      try (Stream<Path> files = Files.list(folder.resolve("made").resolve(names.get(label)))) {
        for (Path file : (Iterable<Path>) files.sorted()::iterator) {
          String[] parts = file.getFileName().toString().split("\\.");
          pictures.add(new Picture(parts[0], parts[1], Files.readAllBytes(file), label));
        }
      }
    }
    Map<String, Path> inputs = new SourceShapes(folder, pictures, names).write();
    TreeSet<String> expected = images(inputs.get("directory"), 3);
    assertThat(expected).hasSize(30);
    for (Map.Entry<String, Path> input : inputs.entrySet()) {
      assertThat(images(input.getValue(), 3)).as(input.getKey()).isEqualTo(expected);
    }
  }

  @Test
  void fashionMnistIsTheSameFromIdxAndFromEveryOtherSource() throws IOException {
    // A slash cannot stand in a folder's name.
    List<String> names =
        Files.readAllLines(SAMPLE.resolve("label-names.txt")).stream()
            .map(name -> name.replace("/", " or "))
            .toList();
    Path idx = folder.resolve("idx");
    Files.createDirectories(idx);
    byte[] pixels = head("labelled-images-idx3-ubyte", 16, CLOTHES * SIDE * SIDE, idx);
    byte[] labels = head("labelled-labels-idx1-ubyte", 8, CLOTHES, idx);
    Files.write(idx.resolve("label-names.txt"), names);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < CLOTHES; i++) {
      byte[] image = new byte[SIDE * SIDE];
      System.arraycopy(pixels, i * image.length, image, 0, image.length);
      byte[] png = ImageEncoder.png(new Pixels(SIDE, SIDE, 1, image));
      pictures.add(new Picture("clothes-" + i, "png", png, labels[i]));
    }
    TreeSet<String> expected = images(idx, 1);
    assertThat(expected).hasSize(CLOTHES);
    Map<String, Path> inputs = new SourceShapes(folder, pictures, names).write();
    for (Map.Entry<String, Path> input : inputs.entrySet()) {
      assertThat(images(input.getValue(), 1)).as(input.getKey()).isEqualTo(expected);
    }
  }

  /** Returns a line of label name and digest of pixels for every image that views made of it. */
  private TreeSet<String> images(Path input, int channels) throws IOException {
    Path output = folder.resolve("views-" + input.getFileName() + "-" + channels);
    Program program =
        Program.run(
            "views",
            "--input=" + input,
            "--output=" + output,
            "--overwrite",
            "--recipe=none",
            "--imageSize=" + SIDE,
            "--channels=" + channels,
            "--encoding=raw");
    assertThat(program.code()).as(program.err()).isZero();
    ShardManifest manifest = ManifestFiles.read(output.toString());
    TreeSet<String> images = new TreeSet<>();
    try (RandomAccessShards shards = RandomAccessShards.open(output.toString())) {
      for (int i = 0; i < shards.size(); i++) {
        ViewRecord record = shards.read(i);
        String name = manifest.getLabelNames(record.label().orElseThrow());
        images.add(name + " " + ContentDigest.of(record.views().get(0)));
      }
    }
    return images;
  }

  /** Cuts an IDX file of the sample to its first values; writes and returns them. */
  private static byte[] head(String name, int headerBytes, int valueBytes, Path directory)
      throws IOException {
    Path file = SAMPLE.resolve(name + ".gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file));
        DataInputStream data = new DataInputStream(in)) {
      byte[] bytes = data.readNBytes(headerBytes + valueBytes);
      bytes[6] = 0;
      bytes[7] = CLOTHES;
      Files.write(directory.resolve(name), bytes);
      byte[] values = new byte[valueBytes];
      System.arraycopy(bytes, headerBytes, values, 0, valueBytes);
      return values;
    }
  }
}
