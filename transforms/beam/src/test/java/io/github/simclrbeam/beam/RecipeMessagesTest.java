package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.Draw;
import io.github.simclrbeam.augment.Recipe;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.augment.Source;
import io.github.simclrbeam.augment.View;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ViewParameters;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecipeMessagesTest {
  static List<String> presets() {
    return Recipes.names();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void presetsComeBackEqual(String name) {
    Recipe recipe = Recipes.named(name);
    assertThat(RecipeMessages.toRecipe(RecipeMessages.toMessage(recipe))).isEqualTo(recipe);
  }

  @ParameterizedTest
  @MethodSource("presets")
  void drawnParametersComeBackEqualAndReplayTheView(String name) {
    Pixels image = TestImages.pixels(40, 30, 3);
    Augmentation augmentation = Augmentation.of(Recipes.named(name), 16, 3);
    for (int index = 0; index < 20; index++) {
      View view = augmentation.view(image.bytes(), 40, 30, 5, "id", index);
      byte[] bytes = view.bytes().clone();
      ViewParameters message = DrawMessages.toMessage(index, view.draw());
      assertThat(message.getViewIndex()).isEqualTo(index);
      Draw draw = DrawMessages.toDraw(message);
      assertThat(draw).isEqualTo(view.draw());
      assertThat(augmentation.render(Source.whole(image.bytes(), 40, 30), draw)).isEqualTo(bytes);
    }
  }

  @Test
  void anUnknownInterpolationIsRefused() {
    assertThatThrownBy(
            () ->
                RecipeMessages.toRecipe(
                    RecipeMessages.toMessage(Recipes.none()).toBuilder()
                        .clearInterpolation()
                        .build()))
        .hasMessageContaining("interpolation");
  }
}
