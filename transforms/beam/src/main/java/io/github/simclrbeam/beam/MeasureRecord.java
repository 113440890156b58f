package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.shards.ViewRecord;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Optional;

/**
 * Makes images' records as a run does, throws them away, and says what it took. Not thread-safe.
 */
public final class MeasureRecord implements AutoCloseable {
  private static final double NANOS = 1e9;

  private final ThreadMXBean thread = ManagementFactory.getThreadMXBean();
  private final ViewSettings settings;
  private final ReadImage readImage;
  private final MakeViews makeRawViews;

  private MeasureRecord(ViewSettings settings, DecodeSettings decode) {
    this.settings = settings;
    this.readImage = ReadImage.withChannels(settings.channels(), decode);
    this.makeRawViews = MakeViews.with(settings.withEncoding(ViewEncoding.RAW));
  }

  /** Returns one for the settings; close it when done. */
  public static MeasureRecord with(ViewSettings settings, DecodeSettings decode) {
    return new MeasureRecord(settings, decode);
  }

  /**
   * Makes the record of an image.
   *
   * @return empty when the image cannot be used
   * @throws IOException if its bytes cannot be got
   */
  public Optional<RecordCost> of(ImageReference reference) throws IOException {
    long start = thread.getCurrentThreadCpuTime();
    if (!(readImage.read(reference, makeRawViews.reductions(reference.getId()))
        instanceof DecodedImage image)) {
      return Optional.empty();
    }
    long read = thread.getCurrentThreadCpuTime();
    ViewRecord raw = makeRawViews.of(image);
    long augmented = thread.getCurrentThreadCpuTime();
    long bytes = RecordBytes.of(encoded(raw));
    long encoded = thread.getCurrentThreadCpuTime();
    return Optional.of(
        new RecordCost(
            bytes,
            (read - start) / NANOS,
            (augmented - read) / NANOS,
            (encoded - augmented) / NANOS));
  }

  @Override
  public void close() throws IOException {
    readImage.close();
  }

  private ViewRecord encoded(ViewRecord raw) {
    List<byte[]> views =
        raw.views().stream().map(view -> settings.encoding().encode(pixels(view))).toList();
    return new ViewRecord(raw.id(), raw.label(), views, raw.parameters());
  }

  private Pixels pixels(byte[] view) {
    return new Pixels(settings.imageSize(), settings.imageSize(), settings.channels(), view);
  }
}
