package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.embeddings.EmbeddingReader;
import io.github.simclrbeam.evaluate.EvaluationResult;
import io.github.simclrbeam.proto.RunRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  @TempDir Path directory;

  @Test
  void theCommandsOfBaselinesStandApart() throws IOException {
    Fixtures files = new Fixtures(directory);
    String train = files.embeddings("train", files.idx("idx", 3), 3, true, 0);
    ReportInput input =
        new ReportInput(
            new EvaluationResult(Cards.ahead().build(), List.of(), List.of(), "", List.of()),
            EmbeddedImages.of(EmbeddingReader.readAll(train)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(
                stage("out", "demo", false),
                stage("out/embeddings/train", "embed", false),
                stage("out/embeddings/pixels-train", "embed", true)),
            "simclr-beam probe");
    Commands commands = Commands.of(input);
    assertThat(commands.lines())
        .extracting(Fact::name)
        .containsExactly(
            "Everything at once", "Images to embeddings: train", "Embeddings to this report");
    assertThat(commands.lines().get(0).value())
        .isEqualTo("simclr-beam demo \\\n  --output=out \\\n  --seed=1");
    assertThat(commands.baselines())
        .extracting(Fact::name)
        .containsExactly("Images to embeddings: pixels-train");
    assertThat(commands.baselinesTitle()).containsExactly("Commands of the baselines (1)");
  }

  private static ReportInput.Stage stage(String uri, String name, boolean ofBaseline) {
    RunRecord record = RunRecord.newBuilder().setStage(name).putConfiguration("seed", "1").build();
    return new ReportInput.Stage(uri, record, ofBaseline);
  }
}
