package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.augment.Source;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ViewParameters;
import io.github.simclrbeam.shards.ViewRecord;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordBytesTest {
  @ParameterizedTest
  @CsvSource({"3, 1, 10", "24, 4, 784", "200, 2, 3072", "127, 3, 150528", "128, 8, 127"})
  void arithmeticGivesWhatARecordTakes(int idBytes, int views, int viewBytes) {
    ViewParameters parameters =
        ViewParameters.newBuilder().setViewIndex(1).setSourceWidth(300).setCropWidth(28).build();
    ViewRecord record =
        new ViewRecord(
            "i".repeat(idBytes),
            OptionalInt.of(9),
            Collections.nCopies(views, new byte[viewBytes]),
            Collections.nCopies(views, parameters));
    assertThat(RecordBytes.of(idBytes, views, viewBytes, parameters.getSerializedSize()))
        .isEqualTo(RecordBytes.of(record))
        .isEqualTo(record.toBytes().length + 16);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fashion-mnist", "simclr-cifar10", "none"})
  void theExpectedSizeOfARawRecordIsTheMeanOfRealOnes(String recipe) {
    ViewSettings settings =
        new ViewSettings(
            RecipeMessages.toMessage(Recipes.named(recipe)), 28, 1, 4, 0, ViewEncoding.RAW, 7);
    MakeViews makeViews = MakeViews.with(settings);
    double bytes = 0;
    for (int i = 0; i < 100; i++) {
      ImageReference image =
          ImageReference.newBuilder().setId("%024d".formatted(i)).setLabel(i % 10).build();
      Map<Integer, Source> pixels = Map.of(1, Source.whole(new byte[784], 28, 28));
      bytes +=
          RecordBytes.of(
              makeViews.of(new DecodedImage(image, 28, 28, pixels, "", 0, "", List.of())));
    }
    assertThat((double) settings.bytesPerImage()).isBetween(0.99 * bytes / 100, 1.01 * bytes / 100);
  }
}
