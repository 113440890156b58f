package io.github.simclrbeam.beam;

import io.github.simclrbeam.shards.ManifestFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What happens to a folder of images, and to shards that were made of it, between two runs. */
final class Edits {
  private static final int CLASSES = 3;

  private final Path input;
  private final Path output;
  private final Random random;
  private int names;

  Edits(Path input, Path output, long seed) {
    this.input = input;
    this.output = output;
    this.random = new Random(seed);
  }

  /** Does one at random and says which. */
  String next() throws IOException {
    return switch (random.nextInt(9)) {
      case 0, 1 -> add();
      case 2 -> change(TestImages.png(8, 8, random.nextLong()), "changes");
      case 3 -> remove();
      case 4 -> change(new byte[random.nextInt(3)], "breaks");
      case 5 -> change(withJunk(), "has junk behind it");
      case 6 -> damage();
      case 7 -> delete();
      default -> "nothing happens";
    };
  }

  /** A new image in one of the classes. */
  String add() {
    String name = "c%d/i%03d.png".formatted(random.nextInt(CLASSES), names++);
    TestImages.write(input.resolve(name), TestImages.png(8, 8, random.nextLong()));
    return name + " is new";
  }

  private String change(byte[] bytes, String what) throws IOException {
    Path file = one(images());
    Files.write(file, bytes);
    return file.getFileName() + " " + what;
  }

  private byte[] withJunk() {
    byte[] jpeg = TestImages.jpeg(8, 8, random.nextLong());
    byte[] longer = Arrays.copyOf(jpeg, jpeg.length + 9);
    Arrays.fill(longer, jpeg.length, longer.length, (byte) 'j');
    return longer;
  }

  private String remove() throws IOException {
    List<Path> images = images();
    if (images.size() < 3) {
      return "nothing is removed";
    }
    Path file = one(images);
    Files.delete(file);
    return file.getFileName() + " is removed";
  }

  private String damage() throws IOException {
    List<Path> shards = shards();
    if (shards.isEmpty()) {
      return "there is no shard to damage";
    }
    Path file = one(shards);
    byte[] bytes = Files.readAllBytes(file);
    bytes[random.nextInt(bytes.length)] ^= 4;
    Files.write(file, bytes);
    return file.getFileName() + " is damaged";
  }

  private String delete() throws IOException {
    List<Path> shards = shards();
    if (shards.isEmpty()) {
      return "there is no shard to delete";
    }
    Path file = one(shards);
    Files.delete(file);
    return file.getFileName() + " is deleted";
  }

  private List<Path> images() throws IOException {
    try (Stream<Path> paths = Files.walk(input)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private List<Path> shards() throws IOException {
    if (!ManifestFiles.exists(output.toString())) {
      return List.of();
    }
    return ManifestFiles.read(output.toString()).getShardsList().stream()
        .map(shard -> output.resolve(shard.getFile()))
        .filter(Files::exists)
        .toList();
  }

  private Path one(List<Path> paths) {
    return paths.get(random.nextInt(paths.size()));
  }
}
