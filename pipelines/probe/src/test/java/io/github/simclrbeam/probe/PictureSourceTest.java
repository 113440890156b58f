package io.github.simclrbeam.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSourceTest {
  @TempDir Path directory;

  private final PictureSource source = new PictureSource();

  @Test
  void aFileIsDecodedInColour() throws IOException {
    Pixels pixels = new Pixels(2, 1, 3, new byte[] {10, 20, 30, 40, 50, 60});
    Path file = new Fixtures(directory).write("a photo.png", ImageEncoder.png(pixels));
    assertThat(source.read(new ImageAt("x", file.toString()))).contains(pixels);
  }

  @ParameterizedTest
  @CsvSource({
    "images-idx3-ubyte, images-idx3-ubyte#00007, ''",
    "images-idx3-ubyte.gz, images-idx3-ubyte#00007, ''",
    "images-idx3-ubyte, 7, #7",
    "images-idx3-ubyte.gz, anything, #00007",
    "images-idx3-ubyte, images-idx3-ubyte#00007#1, ''",
  })
  void anImageOfAnIdxFileIsFoundByItsIndex(String file, String id, String suffix)
      throws IOException {
    Path idx = new Fixtures(directory).idx(file, 9);
    Optional<Pixels> found = source.read(new ImageAt(id, idx + suffix));
    assertThat(found).isPresent();
    assertThat(found.get().channels()).isEqualTo(1);
    assertThat(found.get().width()).isEqualTo(Fixtures.SIDE);
    assertThat(found.get().bytes()).containsOnly(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x#00009", "x#99999999999999", "x"})
  void anIndexThatTheFileDoesNotHoldIsNoPicture(String id) throws IOException {
    for (String name : List.of("images-idx3-ubyte", "images-idx3-ubyte.gz")) {
      Path idx = new Fixtures(directory).idx(name, 9);
      assertThat(source.read(new ImageAt(id, idx.toString()))).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/nowhere/a.png", "unknown-scheme://bucket/a.png", "/nowhere/idx#3"})
  void aPlaceThatCannotBeReadIsNoPicture(String uri) {
    assertThat(source.read(new ImageAt("x#00001", uri))).isEmpty();
  }

  @Test
  void aFileThatIsNoImageIsNoPicture() throws IOException {
    Path text = new Fixtures(directory).write("a.png", new byte[] {1, 2, 3, 4, 5});
    assertThat(source.read(new ImageAt("x", text.toString()))).isEmpty();
  }

  @Test
  void picturesComeInTheOrderAskedForWithoutThoseMissing() throws IOException {
    Path idx = new Fixtures(directory).idx("i", 5);
    List<ImageAt> asked =
        List.of(at(idx, 4), new ImageAt("gone", "/nowhere"), at(idx, 0), at(idx, 4), at(idx, 2));
    assertThat(source.read(asked).keySet()).containsExactly(at(idx, 4), at(idx, 0), at(idx, 2));
  }

  private static ImageAt at(Path idx, int index) {
    return new ImageAt("i#" + index, idx.toString());
  }
}
