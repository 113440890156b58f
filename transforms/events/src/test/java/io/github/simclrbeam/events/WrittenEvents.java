package io.github.simclrbeam.events;

import io.github.simclrbeam.proto.Event;
import io.github.simclrbeam.shards.TfRecordReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads event files back. */
final class WrittenEvents {
  private WrittenEvents() {}

  static Path file(Path directory) {
    return directory.resolve(EventFile.NAME);
  }

  static List<Event> in(Path directory) throws IOException {
    byte[] bytes = Files.readAllBytes(file(directory));
    List<Event> events = new ArrayList<>();
    try (TfRecordReader reader =
        new TfRecordReader(new ByteArrayInputStream(bytes), EventFile.NAME, bytes.length)) {
      for (Optional<byte[]> data = reader.next(); data.isPresent(); data = reader.next()) {
        events.add(Event.parseFrom(data.get()));
      }
    }
    return events;
  }
}
