package io.github.simclrbeam.beam;

import io.github.simclrbeam.augment.Source;
import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.Decoded;
import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.OpenedImage;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ContentReader;
import io.github.simclrbeam.sources.ImageContent;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * References to pixels. A fault of the image becomes a {@link BadImage}; a fault of reading is
 * thrown after some attempts. Thread-safe; close it when done: it keeps files open.
 */
public final class ReadImage implements AutoCloseable {
  /** What stands for a decoder where pixels are stored as they are. */
  private static final String NOT_DECODED = "raw";

  private final int channels;
  private final DecodeSettings settings;
  private final ContentReader reader;

  private ReadImage(int channels, DecodeSettings settings, ContentReader reader) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException("channels must be 1 or 3, but was: " + channels);
    }
    this.channels = channels;
    this.settings = settings;
    this.reader = reader;
  }

  /**
   * Returns a reader of images with 1 (gray) or 3 (RGB) channels; images with others are converted.
   */
  public static ReadImage withChannels(int channels, DecodeSettings settings) {
    return new ReadImage(channels, settings, ContentReader.upTo(settings.limits().maxBytes()));
  }

  /** For tests. */
  static ReadImage of(int channels, DecodeSettings settings, ContentReader reader) {
    return new ReadImage(channels, settings, reader);
  }

  /**
   * Reads an image and decodes it, once for each reduction. What becomes of it does not depend on
   * the reductions.
   *
   * @param reductions that the caller is going to use, at least one
   * @throws IOException if the bytes could not be got; names the image
   */
  public ReadOutcome read(ImageReference image, Reductions reductions) throws IOException {
    return outcome(image, content(image), reductions);
  }

  /** Returns what there is to decode. */
  ImageContent content(ImageReference image) throws IOException {
    return reader.read(image);
  }

  /** Decodes what was read of an image. */
  ReadOutcome outcome(ImageReference image, ImageContent content, Reductions reductions) {
    if (content instanceof ImageContent.Encoded encoded) {
      return decode(image, encoded.bytes(), reductions);
    }
    if (content instanceof ImageContent.Raw raw) {
      return raw(image, raw, reductions);
    }
    Fault fault = ((ImageContent.Unusable) content).fault();
    return bad(
        letter(image, "read", fault.getBytes(), fault.getOffset()),
        fault.getReason(),
        fault.getMessage());
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  private ReadOutcome decode(ImageReference image, byte[] encoded, Reductions reductions) {
    try {
      OpenedImage opened = ImageDecoder.open(encoded, channels, settings);
      int width = opened.width();
      int height = opened.height();
      Map<Integer, Source> sources = new HashMap<>();
      Decoded decoded = null;
      for (int reduction : new TreeSet<>(reductions.of(width, height))) {
        if (decoded == null || opened.reducible()) {
          decoded = opened.decode(opened.reducible() ? reduction : 1);
        }
        sources.put(reduction, source(decoded));
      }
      return new DecodedImage(
          image,
          width,
          height,
          sources,
          ContentDigest.of(encoded),
          encoded.length,
          decoded.decoder(),
          ImageWarnings.of(image, decoded));
    } catch (UndecodableImageException e) {
      return bad(letter(image, "decode", encoded.length, e.offset()), e.reason(), e.getMessage());
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "decoding failed: %s (%s)".formatted(image.getId(), image.getUri()), e);
    }
  }

  private static Source source(Decoded decoded) {
    Pixels pixels = decoded.pixels();
    return new Source(
        pixels.bytes(),
        pixels.width(),
        pixels.height(),
        decoded.reduction(),
        decoded.originX(),
        decoded.originY());
  }

  private ReadOutcome raw(ImageReference image, ImageContent.Raw raw, Reductions reductions) {
    Pixels pixels =
        new Pixels(raw.width(), raw.height(), raw.channels(), raw.pixels()).withChannels(channels);
    Source whole = Source.whole(pixels.bytes(), pixels.width(), pixels.height());
    Map<Integer, Source> sources = new HashMap<>();
    reductions
        .of(pixels.width(), pixels.height())
        .forEach(reduction -> sources.put(reduction, whole));
    return new DecodedImage(
        image,
        pixels.width(),
        pixels.height(),
        sources,
        ContentDigest.of(raw.stored()),
        raw.stored().length,
        NOT_DECODED,
        List.of());
  }

  private static DeadLetter.Builder letter(
      ImageReference image, String stage, long bytes, long offset) {
    return DeadLetter.newBuilder()
        .setUri(image.getUri())
        .setId(image.getId())
        .setStage(stage)
        .setBytes(bytes)
        .setOffset(offset);
  }

  private static BadImage bad(DeadLetter.Builder letter, String reason, String message) {
    String line = message.lines().findFirst().orElse("");
    return new BadImage(letter.setReason(reason).setMessage(line).build());
  }
}
