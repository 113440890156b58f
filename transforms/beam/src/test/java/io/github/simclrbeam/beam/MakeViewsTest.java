package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.augment.Augmentation;
import io.github.simclrbeam.augment.Draw;
import io.github.simclrbeam.augment.Recipe;
import io.github.simclrbeam.augment.Recipes;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MakeViewsTest {
  private static final int SIZE = 32;
  private static final int TILE = 200;

  @TempDir Path directory;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void moreViewsLeaveTheFirstAsTheyAre(long seed) throws Exception {
    ImageReference image = file(TestImages.jpeg(451, 333, seed));
    ViewRecord eight = views(image, settings(Recipes.named("simclr-imagenet"), seed, 0, 8));
    ViewRecord two = views(image, settings(Recipes.named("simclr-imagenet"), seed, 0, 2));
    ViewRecord last = views(image, settings(Recipes.named("simclr-imagenet"), seed, 7, 1));
    assertThat(bytes(two)).isEqualTo(bytes(eight).subList(0, 2));
    assertThat(two.parameters()).isEqualTo(eight.parameters().subList(0, 2));
    assertThat(bytes(last)).isEqualTo(bytes(eight).subList(7, 8));
  }

  @Test
  void theViewsOfAnImageAreMadeFromSeveralReductions() {
    MakeViews views = MakeViews.with(settings(Recipes.named("simclr-imagenet"), 1, 0, 64));
    assertThat(views.reductions("p").of(451, 333)).containsExactlyInAnyOrder(2, 4, 8);
    assertThat(views.reductions("p").of(40, 40)).containsExactly(1);
  }

  /** Differences are mean absolute ones of bytes, in [0, 255]. */
  @ParameterizedTest(name = "recipe {0}")
  @CsvSource({"simclr-imagenet, 6", "none, 1"})
  void aViewOfALargeJpegIsNearThatOfItsWholePixels(String recipe, int views) throws Exception {
    ImageReference reference = file(ImageEncoder.jpeg(detailed(4000, 3000), 90));
    Augmentation augmentation = Augmentation.of(Recipes.named(recipe), 224, 3);
    DecodedImage image = read(reference, (width, height) -> Set.of(1, 2, 4, 8));
    Set<Integer> seen = new TreeSet<>();
    for (int index = 0; index < views; index++) {
      Draw draw = augmentation.draw(4000, 3000, 1, "p", index);
      byte[] whole = augmentation.render(image.source(1), draw);
      assertThat(distance(image.view(augmentation, draw), whole)).as("%s", draw).isLessThan(3);
      seen.add(augmentation.reduction(draw));
    }
    assertThat(seen).contains(8);
  }

  /** 333 and 251 are no multiples of 2, 4 or 8: edges of turned images lie within pixels. */
  @ParameterizedTest
  @CsvSource({"2, 100", "4, 50", "8, 30"})
  void aTurnedJpegGivesTheViewsOfAnUprightOne(int reduction, int size) throws Exception {
    Augmentation augmentation = Augmentation.of(Recipes.none(), size, 3);
    Pixels upright = detailed(333, 251);
    Draw draw = augmentation.draw(333, 251, 0, "p", 0);
    assertThat(augmentation.reduction(draw)).isEqualTo(reduction);
    byte[] expected = view(ImageEncoder.jpeg(upright, 95), augmentation, draw);
    for (int orientation = 2; orientation <= 8; orientation++) {
      byte[] jpeg = ImageEncoder.jpeg(Turned.stored(upright, orientation), 95);
      byte[] view = view(Turned.withOrientation(jpeg, orientation), augmentation, draw);
      assertThat(distance(view, expected)).as("orientation %d", orientation).isLessThan(4);
      // A pixel beside would be seen.
      assertThat(distance(shifted(view, size), expected)).isGreaterThan(12);
    }
  }

  @Test
  void anImageThatCannotBeReducedIsRenderedWholeByTheSameDraws() throws Exception {
    Pixels pixels = detailed(300, 300);
    ViewSettings settings = settings(Recipes.named("simclr-imagenet"), 3, 0, 6);
    ViewRecord png = views(file(ImageEncoder.png(pixels)), settings);
    ViewRecord jpeg = views(file(ImageEncoder.jpeg(pixels, 95)), settings);
    assertThat(png.parameters()).isEqualTo(jpeg.parameters());
    Augmentation augmentation = Augmentation.of(settings.recipeValue(), SIZE, 3);
    for (int k = 0; k < 6; k++) {
      assertThat(png.views().get(k))
          .isEqualTo(augmentation.view(pixels.bytes(), 300, 300, 3, "p", k).bytes());
    }
  }

  private static List<ByteBuffer> bytes(ViewRecord record) {
    return record.views().stream().map(ByteBuffer::wrap).toList();
  }

  private byte[] view(byte[] jpeg, Augmentation augmentation, Draw draw) throws IOException {
    DecodedImage image = read(file(jpeg), (width, height) -> Set.of(augmentation.reduction(draw)));
    assertThat(image.source(augmentation.reduction(draw)).reduction())
        .isEqualTo(augmentation.reduction(draw));
    return image.view(augmentation, draw);
  }

  private ViewRecord views(ImageReference image, ViewSettings settings) throws IOException {
    MakeViews views = MakeViews.with(settings);
    return views.of(read(image, views.reductions("p")));
  }

  private static ViewSettings settings(Recipe recipe, long seed, int first, int count) {
    return new ViewSettings(
        RecipeMessages.toMessage(recipe), SIZE, 3, count, first, ViewEncoding.RAW, seed);
  }

  private static DecodedImage read(ImageReference image, Reductions reductions) throws IOException {
    try (ReadImage reader = ReadImage.withChannels(3, DecodeSettings.DEFAULT)) {
      return (DecodedImage) reader.read(image, reductions);
    }
  }

  private ImageReference file(byte[] encoded) {
    Path file = TestImages.write(directory.resolve("p"), encoded);
    return ImageReference.newBuilder()
        .setId("p")
        .setUri(file.toString())
        .setWholeFile(true)
        .build();
  }

  /** Waves of many lengths and directions, so of some contrast wherever it is cropped. */
  private static Pixels detailed(int width, int height) {
    byte[] tile = new byte[3 * TILE * TILE];
    for (int i = 0; i < tile.length; i++) {
      double value = 128;
      for (int wave = 1; wave <= 32; wave *= 2) {
        int along = (wave + 1) * (i / 3 % TILE) + (wave - 2) * (i / 3 / TILE) + 11 * (i % 3);
        value += 20 * Math.sin(along * 2 * Math.PI / TILE);
      }
      tile[i] = (byte) value;
    }
    byte[] rgb = new byte[3 * width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x += TILE) {
        int length = 3 * Math.min(TILE, width - x);
        System.arraycopy(tile, 3 * TILE * (y % TILE), rgb, 3 * (y * width + x), length);
      }
    }
    return new Pixels(width, height, 3, rgb);
  }

  private static byte[] shifted(byte[] view, int size) {
    byte[] shifted = view.clone();
    for (int row = 0; row < size; row++) {
      System.arraycopy(view, 3 * row * size, shifted, 3 * row * size + 3, 3 * size - 3);
    }
    return shifted;
  }

  private static double distance(byte[] a, byte[] b) {
    assertThat(a).hasSameSizeAs(b);
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return (double) sum / a.length;
  }
}
