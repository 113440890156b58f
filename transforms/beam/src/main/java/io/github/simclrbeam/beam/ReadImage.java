package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.DecodeSettings;
import io.github.simclrbeam.images.Decoded;
import io.github.simclrbeam.images.ImageDecoder;
import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.images.UndecodableImageException;
import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.Fault;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.ContentReader;
import io.github.simclrbeam.sources.ImageContent;
import java.io.IOException;
import java.util.List;

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
   * Reads and decodes an image.
   *
   * @throws IOException if the bytes could not be got; names the image
   */
  public ReadOutcome read(ImageReference image) throws IOException {
    return outcome(image, content(image));
  }

  /** Returns what there is to decode. */
  ImageContent content(ImageReference image) throws IOException {
    return reader.read(image);
  }

  /** Decodes what was read of an image. */
  ReadOutcome outcome(ImageReference image, ImageContent content) {
    if (content instanceof ImageContent.Encoded encoded) {
      return decode(image, encoded.bytes());
    }
    if (content instanceof ImageContent.Raw raw) {
      return raw(image, raw);
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

  private ReadOutcome decode(ImageReference image, byte[] encoded) {
    try {
      Decoded decoded = ImageDecoder.decode(encoded, channels, settings);
      return new DecodedImage(
          image,
          decoded.pixels(),
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

  private ReadOutcome raw(ImageReference image, ImageContent.Raw raw) {
    Pixels pixels = new Pixels(raw.width(), raw.height(), raw.channels(), raw.pixels());
    return new DecodedImage(
        image,
        pixels.withChannels(channels),
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
