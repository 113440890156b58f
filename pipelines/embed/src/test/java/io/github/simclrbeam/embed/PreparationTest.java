package io.github.simclrbeam.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.beam.DecodedImage;
import io.github.simclrbeam.beam.MakeViews;
import io.github.simclrbeam.beam.ReadImage;
import io.github.simclrbeam.beam.RecipeMessages;
import io.github.simclrbeam.beam.Reductions;
import io.github.simclrbeam.beam.ViewEncoding;
import io.github.simclrbeam.beam.ViewSettings;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PreparationTest {
  private static final int SIZE = 32;

  private final Preparation preparation =
      new Preparation(Preprocessing.newBuilder().setImageSize(SIZE).setChannels(3).build());

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"40, 33, 1", "90, 64, 2", "300, 131, 4", "400, 300, 8", "32, 32, 1"})
  void anImageIsPreparedAsViewsByTheRecipeNoneAreMade(int width, int height, int reduction)
      throws Exception {
    byte[] jpeg = ImageEncoder.jpeg(Folder.random(width, height, 3, width), 90);
    Files.write(directory.resolve("p.jpg"), jpeg);
    MakeViews views =
        MakeViews.with(
            new ViewSettings(
                RecipeMessages.toMessage(Recipes.none()), SIZE, 3, 1, 0, ViewEncoding.RAW, 7));
    byte[] view = views.of(read(views.reductions("p"))).views().get(0);
    DecodedImage image = read(preparation.reductions());
    assertThat(image.sources()).containsOnlyKeys(reduction);
    assertThat(preparation.prepare(image)).isEqualTo(view);
  }

  @Test
  void aViewOfTheEncodersSizePassesUntouched() {
    byte[] view = Folder.random(SIZE, SIZE, 3, 1).bytes();
    assertThat(preparation.prepare(view, SIZE)).isSameAs(view);
    assertThat(preparation.prepare(Folder.random(64, 64, 3, 1).bytes(), 64))
        .hasSize(3 * SIZE * SIZE);
  }

  private DecodedImage read(Reductions reductions) throws IOException {
    ImageReference reference =
        ImageReference.newBuilder()
            .setId("p")
            .setUri(directory.resolve("p.jpg").toString())
            .setWholeFile(true)
            .build();
    try (ReadImage reader = ReadImage.withChannels(3, DecodeSettings.DEFAULT)) {
      return (DecodedImage) reader.read(reference, reductions);
    }
  }
}
