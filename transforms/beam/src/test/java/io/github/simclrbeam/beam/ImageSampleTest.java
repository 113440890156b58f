package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ImageOrder;
import io.github.simclrbeam.sources.ImageSource;
import io.github.simclrbeam.sources.SourceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ImageSampleTest {
  private static final long SEED = 3;

  @TempDir Path directory;

  @Test
  void theFirstImagesAreThoseOfTheLowestHashesWithTheirLabelsNumbered() throws Exception {
    TestImages.folder(directory, 50, "b", "a");
    ImageSample sample = sample(Optional.empty(), 7);
    assertThat(sample.images()).isEqualTo(50);
    assertThat(sample.exact()).isTrue();
    List<String> ids = new ArrayList<>(ids(sample(Optional.empty(), 50)));
    assertThat(ids).hasSize(50).doesNotHaveDuplicates();
    ids.sort(Comparator.comparing(new ImageOrder(SEED)::hash, Long::compareUnsigned));
    assertThat(ids(sample)).isEqualTo(ids.subList(0, 7));
    assertThat(sample.first())
        .allMatch(image -> image.getLabel() == (image.getId().startsWith("a/") ? 0 : 1))
        .allMatch(ImageReference::hasLabel);
  }

  @Test
  void ofAShareOnlyItsImagesAreTakenAndTheirNumberIsExpected() throws Exception {
    TestImages.folder(directory, 60);
    ContentSplit half = new ContentSplit(0, 50, 1);
    ImageSample sample = sample(Optional.of(half), 10);
    assertThat(sample.images()).isEqualTo(30);
    assertThat(sample.exact()).isFalse();
    assertThat(ids(sample)).hasSize(10);
    for (String id : ids(sample)) {
      String digest = ContentDigest.of(Files.readAllBytes(directory.resolve(id)));
      assertThat(half.takes(digest)).isTrue();
    }
  }

  @Test
  void ofNoImagesThereIsNoSample() throws Exception {
    ImageSample sample = sample(Optional.empty(), 10);
    assertThat(sample.images()).isZero();
    assertThat(sample.first()).isEmpty();
    assertThat(sample.referenceBytes()).isZero();
  }

  private ImageSample sample(Optional<ContentSplit> split, int most) throws IOException {
    InputSettings input =
        new InputSettings(
            directory.toString(), SourceSettings.DEFAULT, DecodeSettings.DEFAULT, split);
    return ImageSample.of(ImageSource.open(input.input(), input.source()), input, SEED, most);
  }

  private static List<String> ids(ImageSample sample) {
    return sample.first().stream().map(ImageReference::getId).toList();
  }
}
