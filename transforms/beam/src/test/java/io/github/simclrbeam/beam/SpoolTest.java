package io.github.simclrbeam.beam;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.proto.CarriedPixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.RawShape;
import io.github.simclrbeam.sources.ContentReader;
import io.github.simclrbeam.sources.ImageContent;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolTest {
  @TempDir Path directory;

  @Test
  void carriedBytesAreAddressedInTheOrderInWhichTheyCame() throws Exception {
    ImageReference encoded = carried("a", 1, 2, 3);
    ImageReference pixels =
        ImageReference.newBuilder()
            .setId("b")
            .setUri("/in/b.gz")
            .setCarriedPixels(
                CarriedPixels.newBuilder()
                    .setShape(RawShape.newBuilder().setWidth(2).setHeight(1).setChannels(1))
                    .setValue(bytes(8, 9)))
            .build();
    ImageReference one;
    ImageReference two;
    ImageReference three;
    try (Spool spool = Spool.in(directory + "/tmp")) {
      one = spool.addressed(encoded);
      two = spool.addressed(pixels);
      three = spool.addressed(carried("c"));
    }
    assertThat(one.getEncoded().getOffset()).isZero();
    assertThat(two.getRaw().getSpan().getOffset()).isEqualTo(3);
    assertThat(two.getUri()).isEqualTo("/in/b.gz");
    ContentReader reader = ContentReader.upTo(100);
    assertThat(((ImageContent.Encoded) reader.read(one)).bytes()).containsExactly(1, 2, 3);
    assertThat(((ImageContent.Raw) reader.read(two)).pixels()).containsExactly(8, 9);
    assertThat(((ImageContent.Encoded) reader.read(three)).bytes()).isEmpty();
  }

  @Test
  void whatIsAddressedAlreadyNeedsNoFile() throws Exception {
    ImageReference whole =
        ImageReference.newBuilder().setId("a").setUri("/in/a").setWholeFile(true).build();
    try (Spool spool = Spool.in(directory + "/tmp")) {
      assertThat(spool.addressed(whole)).isEqualTo(whole);
    }
    assertThat(directory.resolve("tmp")).doesNotExist();
  }

  private static ImageReference carried(String id, int... values) {
    return ImageReference.newBuilder()
        .setId(id)
        .setUri("/in/" + id)
        .setCarriedEncoded(bytes(values))
        .build();
  }

  private static ByteString bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return ByteString.copyFrom(bytes);
  }
}
