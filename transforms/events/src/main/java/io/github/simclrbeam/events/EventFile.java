package io.github.simclrbeam.events;

import com.google.protobuf.ByteString;
import io.github.simclrbeam.files.AppendedFile;
import io.github.simclrbeam.files.Disk;
import io.github.simclrbeam.files.Uris;
import io.github.simclrbeam.images.ImageEncoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.Event;
import io.github.simclrbeam.proto.EventImage;
import io.github.simclrbeam.proto.EventSummary;
import io.github.simclrbeam.proto.EventValue;
import io.github.simclrbeam.shards.TfRecordWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The event file of a directory, a run of TensorBoard: TFRecord of {@code tensorflow.Event}. Its
 * name holds neither time nor machine, so that a run that went on finds it. Values are written in
 * the forms that every reader takes: {@code simple_value}, {@code image}, {@code histo}. One thread
 * writes it.
 *
 * <p>Only one file may lie in a directory: TensorBoard's Python reader never returns to a file once
 * it has seen the next one.
 */
public final class EventFile {
  /** The file's name; TensorBoard wants {@code tfevents} in it. */
  public static final String NAME = "events.out.tfevents.0.simclr-beam";

  private static final String VERSION = "brain.Event:2";
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");

  private final AppendedFile file;
  private final EventClock clock;
  private long lastStep;

  private EventFile(AppendedFile file, EventClock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** As the longer form, on this machine's disk. */
  public static EventFile open(String directory, long keptBytes, EventClock clock)
      throws IOException {
    return open(directory, keptBytes, clock, Disk.local());
  }

  /**
   * Opens the file of a directory, with its first bytes kept and the rest, events of steps that
   * will be done again, cut off.
   *
   * @param keptBytes as {@link #sync} gave them; 0 starts the file anew
   * @param disk where the file is, if it is local
   * @throws IOException if the file holds fewer bytes
   */
  public static EventFile open(String directory, long keptBytes, EventClock clock, Disk disk)
      throws IOException {
    AppendedFile file = AppendedFile.open(Uris.resolve(directory, NAME), keptBytes, disk);
    EventFile events = new EventFile(file, clock);
    if (keptBytes == 0) {
      events.write(Event.newBuilder().setFileVersion(VERSION), 0);
    }
    return events;
  }

  /**
   * Appends numbers as one event.
   *
   * @param step at least the last one written
   * @param scalars by tag, in the order of the map; none writes nothing
   * @throws IllegalArgumentException if the step falls or a tag is not one
   */
  public void scalars(long step, Map<String, Double> scalars) throws IOException {
    EventSummary.Builder summary = EventSummary.newBuilder();
    scalars.forEach(
        (tag, value) -> summary.addValue(value(tag).setSimpleValue(value.floatValue())));
    if (summary.getValueCount() > 0) {
      write(step, summary);
    }
  }

  /**
   * Appends an image, as PNG.
   *
   * @param step at least the last one written
   */
  public void image(long step, String tag, Pixels image) throws IOException {
    EventImage.Builder written =
        EventImage.newBuilder()
            .setHeight(image.height())
            .setWidth(image.width())
            .setColorspace(image.channels())
            .setEncodedImageString(ByteString.copyFrom(ImageEncoder.png(image)));
    write(step, EventSummary.newBuilder().addValue(value(tag).setImage(written)));
  }

  /**
   * Appends how numbers are spread, of all tags as one event. Numbers that are not finite are left
   * out, and a tag of which none is left; nothing is written when that is so of all.
   *
   * @param step at least the last one written
   * @param numbers of a tag; asked for one after the other, and not kept
   */
  public void histograms(long step, Collection<String> tags, Function<String, float[]> numbers)
      throws IOException {
    EventSummary.Builder summary = EventSummary.newBuilder();
    for (String tag : tags) {
      EventValue.Builder value = value(tag);
      Histogram.of(numbers.apply(tag)).ifPresent(found -> summary.addValue(value.setHisto(found)));
    }
    if (summary.getValueCount() > 0) {
      write(step, summary);
    }
  }

  /** Makes what was appended survive a crash; returns the bytes so far, for {@link #open}. */
  public long sync() throws IOException {
    return file.sync();
  }

  private static EventValue.Builder value(String tag) {
    if (!TAG.matcher(tag).matches()) {
      throw new IllegalArgumentException(
          "tag must be names of letters, digits, '_', '.' and '-' with '/' between, but was: "
              + tag);
    }
    return EventValue.newBuilder().setTag(tag);
  }

  private void write(long step, EventSummary.Builder summary) throws IOException {
    if (step < lastStep) {
      throw new IllegalArgumentException(
          "step must be at least the last one's %d, but was: %d".formatted(lastStep, step));
    }
    lastStep = step;
    write(Event.newBuilder().setStep(step).setSummary(summary), step);
  }

  private void write(Event.Builder event, long step) throws IOException {
    byte[] data = event.setWallTime(clock.seconds(step)).build().toByteArray();
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    try (TfRecordWriter writer = new TfRecordWriter(framed)) {
      writer.write(data);
    }
    // One write, so that a reader that looks on sees whole records.
    file.append(framed.toByteArray());
  }
}
