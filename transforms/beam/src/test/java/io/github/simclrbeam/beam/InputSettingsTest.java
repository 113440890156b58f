package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.Animations;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.Truncated;
import io.github.simclrbeam.options.OptionsParser;
import io.github.simclrbeam.options.Problems;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InputSettingsTest {
  @TempDir Path directory;

  private final Problems problems = new Problems();

  @Test
  void nothingSaidIsTheDefault() throws Exception {
    InputSettings settings = settings("train");
    assertThat(settings.source()).isEqualTo(SourceSettings.DEFAULT.withSplit("train"));
    assertThat(settings.decode()).isEqualTo(DecodeSettings.DEFAULT);
    assertThat(settings.split()).isEmpty();
    assertThat(settings("").configuration(options())).isEmpty();
  }

  @Test
  void whatIsSaidIsTakenAndWrittenDown() throws Exception {
    String[] arguments = {
      "--maxPixels=1000",
      "--background=#00ff7f",
      "--truncated=salvage",
      "--animations=refuse",
      "--labelColumn=breed",
      "--idsByFile"
    };
    InputSettings settings = settings("", arguments);
    assertThat(problems.found()).isEmpty();
    assertThat(settings.decode().limits().maxPixels()).isEqualTo(1_000);
    assertThat(settings.decode().background()).isEqualTo(0x00ff7f);
    assertThat(settings.decode().truncated()).isEqualTo(Truncated.SALVAGE);
    assertThat(settings.decode().animations()).isEqualTo(Animations.REFUSE);
    assertThat(settings.source().labelColumn()).isEqualTo("breed");
    assertThat(settings.source().idsByFile()).isTrue();
    assertThat(settings.configuration(options(arguments)))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "maxPixels", "1000",
                "background", "00ff7f",
                "truncated", "salvage",
                "animations", "refuse",
                "labelColumn", "breed",
                "idsByFile", "true"));
  }

  @Test
  void aSplitOfPercentsIsCutFromEverything() throws Exception {
    InputSettings settings = settings("", "--splitPercents=train=80,test=20", "--split=test");
    assertThat(settings.split()).hasValue(new ContentSplit(80, 100, 0));
    assertThat(settings.source().split()).isEqualTo(SourceSettings.ALL);
  }

  @Test
  void labelNamesAreLinesOrThoseOfAManifest() throws Exception {
    Path lines = Files.writeString(directory.resolve("names.txt"), "cat\n\n dog \n");
    Path manifest =
        Files.writeString(
            directory.resolve("manifest.json"), "{\"records\": 3, \"labelNames\": [\"b\", \"a\"]}");
    assertThat(settings("", "--labelNames=" + lines).source().labelNames())
        .containsExactly("cat", "dog");
    assertThat(settings("", "--labelNames=" + manifest).source().labelNames())
        .containsExactly("b", "a");
    assertThat(problems.found()).isEmpty();
  }

  @Test
  void everythingThatCannotBeIsTold() throws Exception {
    Path twice = Files.writeString(directory.resolve("twice.txt"), "cat\ncat\n");
    settings("", "--background=red", "--labelNames=" + directory + "/none.txt");
    settings("", "--labelNames=" + twice, "--splitPercents=80,20");
    assertThat(problems.found())
        .extracting(Object::toString)
        .containsExactlyInAnyOrder(
            "--background: must be six hex digits, e.g. ffffff, but was: red",
            "--labelNames: must be a file, but was: " + directory + "/none.txt",
            "--labelNames: must name every label differently, but was: " + twice,
            "--splitPercents: must be different names with whole per cent that add up to 100, e.g."
                + " train=80,test=20, but was: 80,20");
  }

  private InputSettings settings(String defaultSplit, String... more) throws IOException {
    return InputSettings.of(options(more), defaultSplit, problems);
  }

  private static InputOptions options(String... more) {
    List<String> arguments = new ArrayList<>(List.of("--input=in", "--output=out"));
    arguments.addAll(List.of(more));
    return OptionsParser.parse(InputOptions.class, arguments);
  }
}
