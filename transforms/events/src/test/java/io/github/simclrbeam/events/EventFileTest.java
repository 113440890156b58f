package io.github.simclrbeam.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.Event;
import io.github.simclrbeam.proto.EventImage;
import io.github.simclrbeam.proto.EventValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class EventFileTest {
  @TempDir Path directory;

  /**
   * golden-events.hex was made by TensorBoard 2.21.0: the messages of its tensorboard.compat.proto,
   * written by its tensorboard.summary.writer.record_writer.RecordWriter; the first event as its
   * EventFileWriter makes it, without a step.
   */
  @Test
  void aFileEqualsThatOfTensorBoardsOwnWriterToTheByte() throws IOException {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("train/loss", 5.5);
    scalars.put("train/learning_rate", 0.1);
    EventFile events = open(0, step -> 1000 + step / 4.0);
    events.scalars(1, scalars);
    events.histograms(300, List.of("weights/a"), of -> new float[] {-1, 0, 1, 2});
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(WrittenEvents.file(directory))))
        .isEqualTo(golden());
  }

  @Test
  void whatWasWrittenIsReadBack() throws Exception {
    Pixels picture = new Pixels(2, 1, 3, new byte[] {1, 2, 3, (byte) 200, (byte) 201, 0});
    EventFile events = open(0, EventClock.ofSteps());
    events.scalars(0, Map.of("train/loss", 0.25));
    events.image(7, "pairs", picture);
    List<Event> found = WrittenEvents.in(directory);
    assertThat(found).hasSize(3);
    assertThat(found.get(0).getFileVersion()).isEqualTo("brain.Event:2");
    EventValue scalar = found.get(1).getSummary().getValue(0);
    assertThat(scalar.getTag()).isEqualTo("train/loss");
    assertThat(scalar.getSimpleValue()).isEqualTo(0.25f);
    assertThat(found.get(2).getStep()).isEqualTo(7);
    assertThat(found.get(2).getWallTime()).isEqualTo(7);
    EventImage image = found.get(2).getSummary().getValue(0).getImage();
    assertThat(List.of(image.getWidth(), image.getHeight(), image.getColorspace()))
        .containsExactly(2, 1, 3);
    assertThat(ImageDecoder.decode(image.getEncodedImageString().toByteArray(), 3))
        .isEqualTo(picture);
  }

  @Test
  void zerosAreWrittenAndNotLeftOut() throws IOException {
    EventFile events = open(0, EventClock.ofSteps());
    events.scalars(0, Map.of("zero", 0.0));
    Event event = WrittenEvents.in(directory).get(1);
    assertThat(event.hasStep()).isTrue();
    assertThat(event.hasWallTime()).isTrue();
    assertThat(event.getSummary().getValue(0).hasSimpleValue()).isTrue();
  }

  @Test
  void aRunThatGoesOnEndsWithTheFileOfOneThatNeverStopped() throws IOException {
    Path whole = directory.resolve("whole");
    EventFile unbroken = EventFile.open(whole.toString(), 0, EventClock.ofSteps());
    for (int step = 0; step < 4; step++) {
      unbroken.scalars(step, Map.of("train/loss", 1.0 / (step + 1)));
    }
    EventFile events = open(0, EventClock.ofSteps());
    events.scalars(0, Map.of("train/loss", 1.0));
    events.scalars(1, Map.of("train/loss", 0.5));
    long kept = events.sync();
    events.scalars(2, Map.of("train/loss", 99.0));
    byte[] torn = {1, 2, 3};
    Files.write(WrittenEvents.file(directory), torn, StandardOpenOption.APPEND);
    EventFile goneOn = open(kept, EventClock.ofSteps());
    for (int step = 2; step < 4; step++) {
      goneOn.scalars(step, Map.of("train/loss", 1.0 / (step + 1)));
    }
    assertThat(WrittenEvents.file(directory)).hasSameBinaryContentAs(WrittenEvents.file(whole));
  }

  @Test
  void aFileThatLostEventsIsRefused() throws IOException {
    open(0, EventClock.ofSteps());
    assertThatThrownBy(() -> open(1000, EventClock.ofSteps()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("must hold the 1000 bytes that its checkpoint counts, but holds 40");
  }

  @Test
  void numbersThatAreNotFiniteAreLeftOutOfHistograms() throws IOException {
    EventFile events = open(0, EventClock.ofSteps());
    Map<String, float[]> numbers =
        Map.of(
            "some", new float[] {Float.NaN, 3, Float.POSITIVE_INFINITY},
            "none", new float[] {Float.NaN},
            "two", new float[] {1, 2});
    events.histograms(1, List.of("some", "none", "two"), numbers::get);
    events.histograms(1, List.of("none"), numbers::get);
    events.histograms(1, List.of(), numbers::get);
    List<Event> found = WrittenEvents.in(directory);
    assertThat(found).hasSize(2);
    assertThat(found.get(1).getSummary().getValueList())
        .extracting(EventValue::getTag)
        .containsExactly("some", "two");
    assertThat(found.get(1).getSummary().getValue(0).getHisto().getNum()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "/", "a/", "/a", "a//b", "a b", "a\nb", "größe", "a\\b"})
  void aTagThatIsNoneIsRefusedAndNothingWritten(String tag) throws IOException {
    EventFile events = open(0, EventClock.ofSteps());
    assertThatThrownBy(() -> events.scalars(1, Map.of(tag, 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "tag must be names of letters, digits, '_', '.' and '-' with '/' between, but was: "
                + tag);
    assertThatThrownBy(() -> events.histograms(1, List.of(tag), of -> new float[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(WrittenEvents.in(directory)).hasSize(1);
  }

  @Test
  void aStepThatFallsIsRefused() throws IOException {
    EventFile events = open(0, EventClock.ofSteps());
    events.scalars(5, Map.of("a", 1.0));
    events.scalars(5, Map.of("b", 1.0));
    assertThatThrownBy(() -> events.scalars(4, Map.of("a", 1.0)))
        .hasMessage("step must be at least the last one's 5, but was: 4");
    Path other = directory.resolve("other");
    EventFile fresh = EventFile.open(other.toString(), 0, EventClock.ofSteps());
    assertThatThrownBy(() -> fresh.scalars(-1, Map.of("a", 1.0)))
        .hasMessage("step must be at least the last one's 0, but was: -1");
  }

  private EventFile open(long keptBytes, EventClock clock) throws IOException {
    return EventFile.open(directory.toString(), keptBytes, clock);
  }

  private static String golden() throws IOException {
    try (InputStream in = EventFileTest.class.getResourceAsStream("golden-events.hex")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("\\s", "");
    }
  }
}
