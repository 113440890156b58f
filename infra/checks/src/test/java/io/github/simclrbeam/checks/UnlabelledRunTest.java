package io.github.simclrbeam.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of pictures without labels: everything is made but a probe, and the report says why
 * there is none.
 */
class UnlabelledRunTest {
  @TempDir Path folder;

  @Test
  void endsWithEmbeddingsLabelFreeFiguresNeighboursAndTheReasonWhyThereIsNoProbe()
      throws IOException {
    Path pictures = folder.resolve("pictures");
    Pictures.write(pictures, 24, 0, 40, 90, 5);
    Path output = folder.resolve("out");
    String[] command = {
      "run",
      "--input=" + pictures,
      "--output=" + output,
      "--encoder=resnet-tiny",
      "--stem=small",
      "--imageSize=32",
      "--viewsPerImage=2",
      "--epochs=2"
    };
    Program program = Program.run(command);

    assertThat(program.code()).as(program.err()).isZero();
    assertThat(output.resolve("views/manifest.json")).exists();
    assertThat(output.resolve("run/manifest.json")).exists();
    assertThat(output.resolve("embeddings/train/manifest.json")).exists();
    JsonObject card =
        JsonParser.parseString(Files.readString(output.resolve("evaluation.json")))
            .getAsJsonObject();
    assertThat(card.has("linearProbe")).isFalse();
    assertThat(card.get("noProbeReason").getAsString()).isNotBlank();
    JsonObject labelFree = card.getAsJsonObject("labelFree");
    assertThat(labelFree.get("rankMe").getAsDouble()).isBetween(1.0, 128.0);
    assertThat(labelFree.get("alignment").getAsDouble()).isBetween(0.0, 4.0);
    assertThat(labelFree.get("uniformity").getAsDouble()).isBetween(-8.0, 0.0);
    assertThat(Files.readString(output.resolve("report.html")))
        .contains("No probe was possible.")
        .contains("data:image/");

    Program again = Program.run(command);
    assertThat(again.code()).isZero();
    assertThat(again.err()).contains("is complete");
  }
}
