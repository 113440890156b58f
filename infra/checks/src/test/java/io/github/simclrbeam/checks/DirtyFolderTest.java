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
  }
}
