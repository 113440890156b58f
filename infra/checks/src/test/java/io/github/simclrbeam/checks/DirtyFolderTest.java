package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad files among good ones: the run goes on, nothing is lost and nothing vanishes. */
class DirtyFolderTest {
  @TempDir Path folder;

  @Test
  void goodImagesAreAllThereAndThreeDeadLettersSayWhichWhyAndWhere() throws IOException {
    Path images = folder.resolve("images");
    Pictures.write(images, 20, 2, 40, 60, 2);
    Path victim = images.resolve("class-0/picture 00002.jpg");
    byte[] whole = Files.readAllBytes(victim);
    Files.write(images.resolve("class-0/truncated.jpg"), Arrays.copyOf(whole, whole.length / 2));
    Files.write(images.resolve("class-0/empty.jpg"), new byte[0]);
    Files.writeString(images.resolve("class-1/notes.jpg"), "this is no picture\n".repeat(20));

    Path output = folder.resolve("views");
    Program program =
        Program.run(
            "views", "--input=" + images, "--output=" + output, "--imageSize=32", "--shards=2");

    assertThat(program.code()).as(program.err()).isZero();
    JsonObject manifest =
        JsonParser.parseString(Files.readString(output.resolve("manifest.json"))).getAsJsonObject();
    assertThat(manifest.get("records").getAsInt()).isEqualTo(20);
    assertThat(manifest.get("deadLetters").getAsInt()).isEqualTo(3);
    List<JsonObject> letters =
        Files.readAllLines(output.resolve("dead-letters.jsonl")).stream()
            .map(line -> JsonParser.parseString(line).getAsJsonObject())
            .toList();
    assertThat(letters)
        .extracting(
            letter -> letter.get("id").getAsString() + " " + letter.get("reason").getAsString())
        .containsExactlyInAnyOrder(
            "class-0/truncated.jpg truncated",
            "class-0/empty.jpg empty",
            "class-1/notes.jpg not-an-image");
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.get("uri").getAsString()).contains(images.toString());
              assertThat(letter.get("message").getAsString()).isNotBlank();
              assertThat(letter.get("stage").getAsString()).isEqualTo("decode");
            });

    Program inspect = Program.run("inspect", output.toString());
    assertThat(inspect.code()).isZero();
    assertThat(inspect.out())
        .contains(
            "dead letters by reason", "1  truncated", "class-0/truncated.jpg: the JPEG is cut");
  }

  @Test
  void tooManyBadImagesFailTheRunAndInspectSaysWhy() throws IOException {
    Path images = folder.resolve("images");
    Pictures.write(images, 2, 1, 40, 60, 2);
    for (int i = 0; i < 3; i++) {
      Files.writeString(images.resolve("page-%d.jpg".formatted(i)), "<html>404</html>");
    }
    Path output = folder.resolve("views");
    Program program = Program.run("views", "--input=" + images, "--output=" + output);
    assertThat(program.code()).isEqualTo(1);
    assertThat(program.err()).contains("3 of 5 images could not be used (3 not-an-image)");
    assertThat(output.resolve("manifest.json")).doesNotExist();

    Program inspect = Program.run("inspect", output.toString());
    assertThat(inspect.out()).contains("incomplete", "3  not-an-image", "page-0.jpg: ");
  }

  @Test
  void aSalvagedImageIsKeptWithAWarningThatSaysHowMuchWasThere() throws IOException {
    Path images = folder.resolve("images");
    Pictures.write(images, 4, 0, 64, 64, 2);
    Path victim = images.resolve("picture 00001.jpg");
    byte[] whole = Files.readAllBytes(victim);
    Files.write(victim, Arrays.copyOf(whole, whole.length * 6 / 10));
    Path output = folder.resolve("views");
    Program program =
        Program.run(
            "views",
            "--input=" + images,
            "--output=" + output,
            "--truncated=salvage",
            "--imageSize=32");
    assertThat(program.code()).as(program.err()).isZero();
    JsonObject manifest =
        JsonParser.parseString(Files.readString(output.resolve("manifest.json"))).getAsJsonObject();
    assertThat(manifest.get("records").getAsInt()).isEqualTo(4);
    assertThat(manifest.get("decoders").getAsJsonObject().get("opencv").getAsInt()).isEqualTo(4);
    assertThat(manifest.get("warningsByReason").getAsJsonObject().get("salvaged").getAsInt())
        .isEqualTo(1);
    JsonObject warning =
        JsonParser.parseString(Files.readString(output.resolve("warnings.jsonl")))
            .getAsJsonObject();
    assertThat(warning.get("id").getAsString()).isEqualTo("picture 00001.jpg");
    assertThat(warning.get("fractionDecoded").getAsDouble()).isStrictlyBetween(0.0, 1.0);
  }
}
