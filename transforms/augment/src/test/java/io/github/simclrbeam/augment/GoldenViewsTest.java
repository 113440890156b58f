package io.github.simclrbeam.augment;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The bytes of views, pinned. They hold on every machine and Java version; a change of one breaks
 * the promise that stored views can be recomputed, and needs a new version of the recipe.
 */
class GoldenViewsTest {
  private static final long SEED = 20261101;

  /** SHA-256 over the bytes of views 0 to 7 of a synthetic image. */
  @ParameterizedTest(name = "{0} {1}x{2}x{3} to {4}")
  @CsvSource({
    "simclr-imagenet, 500, 375, 3, 224, 9e920d68cc7e214565e81d766c03de546226390f8c6f4e5136006feae09505f4",
    "simclr-imagenet, 61, 173, 1, 96, 1dd0d4d5db2c4c1da23a3da4fda67d31f4efb22ea076b6f014578d15698e1193",
    "simclr-cifar10, 32, 32, 3, 32, a961fe200c7b07db95821fcee33829bf75c056333dfb3cdcd20a477c21b4f691",
    "fashion-mnist, 28, 28, 1, 28, 1f39bc5a9df084dfa335d9ff50362c9952beae61d08752e04d6d6517fc94273a",
    "fashion-mnist, 28, 28, 3, 28, 309173db01233cea21cc7d36566855e5e3a3798a1e088d158fe2a3b3f5d7af4a",
    "photographs, 640, 427, 3, 128, cd0f8e8017e0e2a5f84da0eaea9f4ae9b680cf62588af817194a392537f2526c",
    "none, 500, 375, 3, 224, 8680de4abed55dcf6fde323eb52afa0d14d32b6de23073dea8d909d901c4259d",
    "none, 17, 23, 1, 28, 98bcdbd6d017f59ea161f8d9d83464a75b3e818d7ca1ffd9d462634c039c5cb1"
  })
  void viewsHaveTheirGoldenDigest(
      String recipe, int width, int height, int channels, int imageSize, String digest) {
    Augmentation augmentation = Augmentation.of(Recipes.named(recipe), imageSize, channels);
    byte[] image = TestImages.photo(width, height, channels, 1);
    MessageDigest sha256 = sha256();
    for (int index = 0; index < 8; index++) {
      sha256.update(
          augmentation.view(image, width, height, SEED, "train/cat/0001.jpg", index).bytes());
    }

    assertThat(HexFormat.of().formatHex(sha256.digest())).isEqualTo(digest);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
