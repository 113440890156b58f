package io.github.simclrbeam.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The chunks of a WebP (RFC 9649).
 *
 * @param outline with a fault if the file is shorter than it says
 * @param left where the first frame lies on the canvas
 * @param top the same
 * @param first the header of the first frame alone
 * @param still a WebP of the first frame alone, as large as that
 */
record WebpStructure(Outline outline, int left, int top, ImageHeader first, byte[] still) {

  /** Reads all chunks. */
  static WebpStructure read(byte[] encoded) throws UndecodableImageException {
    return new Walk(encoded).all();
  }

  private static final class Walk {
    private static final int FIRST_CHUNK = 12;
    private static final int CHUNK_HEADER = 8;
    private static final int FRAME_HEADER = 16;
    private static final int ALPHA = 0x10;

    private final byte[] encoded;
    private final HeaderBytes bytes;
    private final Metadata metadata = new Metadata();
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    private int frames;
    private long largestFrame;
    private int left;
    private int top;
    private ImageHeader first;
    private boolean alpha;

    Walk(byte[] encoded) {
      this.encoded = encoded;
      this.bytes = new HeaderBytes(encoded, ImageType.WEBP);
    }

    WebpStructure all() throws UndecodableImageException {
      ImageHeader canvas = canvas();
      UndecodableImageException fault = null;
      try {
        long end = 8 + bytes.u32Little(4);
        chunks(FIRST_CHUNK, Math.min(end, encoded.length), false);
        bytes.need(8, end - 8);
        wholeFrame(canvas);
        if (end + (end & 1) < encoded.length) {
          metadata.junkAfter(encoded.length - end);
        }
      } catch (UndecodableImageException e) {
        fault = e;
      }
      ImageHeader header =
          header(canvas.width(), canvas.height(), canvas.components(), Math.max(1, frames));
      Outline outline =
          new Outline(header, Math.max(largestFrame, header.pixels()), metadata.warnings(), fault);
      return new WebpStructure(outline, left, top, first, still());
    }

    private ImageHeader canvas() throws UndecodableImageException {
      String name = bytes.text(FIRST_CHUNK, 4);
      long data = FIRST_CHUNK + CHUNK_HEADER;
      if (name.equals("VP8X")) {
        int components = (bytes.u8(data) & ALPHA) != 0 ? 4 : 3;
        return header(bytes.u24Little(data + 4) + 1, bytes.u24Little(data + 7) + 1, components, 1);
      }
      ImageHeader image = image(name, data);
      if (image == null) {
        throw bytes.corrupt("its first chunk is '%s'".formatted(name), FIRST_CHUNK);
      }
      return image;
    }

    /** Returns null if the chunk holds no pixels. */
    private ImageHeader image(String name, long data) throws UndecodableImageException {
      if (name.equals("VP8 ")) {
        int width = bytes.u16Little(data + 6) & 0x3fff;
        int height = bytes.u16Little(data + 8) & 0x3fff;
        if (width == 0 || height == 0) {
          throw bytes.corrupt(
              "its size must be >= 1, but was: %d x %d".formatted(width, height), data);
        }
        return header(width, height, 3, 1);
      }
      if (name.equals("VP8L")) {
        long packed = bytes.u32Little(data + 1);
        int components = (packed >> 28 & 1) == 1 ? 4 : 3;
        int width = (int) (packed & 0x3fff) + 1;
        return header(width, (int) (packed >> 14 & 0x3fff) + 1, components, 1);
      }
      return null;
    }

    private ImageHeader header(int width, int height, int components, int frames) {
      return new ImageHeader(
          ImageType.WEBP, width, height, components, 8, metadata.orientation(), frames, 1);
    }

    private void chunks(long start, long end, boolean inFrame) throws UndecodableImageException {
      long at = start;
      while (at + CHUNK_HEADER <= end) {
        String name = bytes.text(at, 4);
        long length = bytes.u32Little(at + 4);
        long data = at + CHUNK_HEADER;
        bytes.need(data, length);
        ImageHeader image = image(name, data);
        if (image != null) {
          largestFrame = Math.max(largestFrame, image.pixels());
        }
        if (first == null && (image != null || name.equals("ALPH"))) {
          alpha |= name.equals("ALPH");
          keep(at, CHUNK_HEADER + length);
          first = image;
        }
        if (!inFrame) {
          frames += name.equals("ANMF") ? 1 : 0;
          beside(name, data, length);
        }
        at = data + length + (length & 1);
      }
    }

    private void beside(String name, long data, long length) throws UndecodableImageException {
      switch (name) {
        case "ANMF" -> {
          long width = bytes.u24Little(data + 6) + 1L;
          largestFrame = Math.max(largestFrame, width * (bytes.u24Little(data + 9) + 1L));
          if (frames == 1) {
            left = 2 * bytes.u24Little(data);
            top = 2 * bytes.u24Little(data + 3);
          }
          chunks(data + FRAME_HEADER, data + length, true);
        }
        case "EXIF" -> {
          int skip = bytes.has(data, "Exif\0\0") ? 6 : 0;
          metadata.exif(encoded, data + skip, length - skip);
        }
        case "ICCP" -> {
          int shown = (int) Math.min(length, 1024);
          metadata.profile(
              java.util.Arrays.copyOfRange(encoded, (int) data, (int) data + shown), length);
        }
        default -> {}
      }
    }

    private void keep(long at, long length) {
      chunks.write(encoded, (int) at, (int) length);
      if (length % 2 == 1) {
        chunks.write(0);
      }
    }

    /** The first frame must lie on the canvas; a still image must fill it. */
    private void wholeFrame(ImageHeader canvas) throws UndecodableImageException {
      if (first == null) {
        throw bytes.corrupt("it holds no image", FIRST_CHUNK);
      }
      int right = left + first.width();
      int bottom = top + first.height();
      boolean still = frames == 0;
      if (right > canvas.width()
          || bottom > canvas.height()
          || (still && (right != canvas.width() || bottom != canvas.height()))) {
        throw bytes.corrupt(
            "an image must %s %d x %d, but reaches to: %d x %d"
                .formatted(
                    still ? "fill" : "lie within", canvas.width(), canvas.height(), right, bottom),
            FIRST_CHUNK);
      }
    }

    private byte[] still() {
      if (first == null) {
        return new byte[0];
      }
      int extended = alpha ? CHUNK_HEADER + 10 : 0;
      ByteBuffer file = ByteBuffer.allocate(FIRST_CHUNK + extended + chunks.size());
      file.order(ByteOrder.LITTLE_ENDIAN).put(ascii("RIFF"));
      file.putInt(file.capacity() - 8).put(ascii("WEBP"));
      if (alpha) {
        file.put(ascii("VP8X")).putInt(10).putInt(ALPHA);
        file.putShort((short) (first.width() - 1)).put((byte) 0);
        file.putShort((short) (first.height() - 1)).put((byte) 0);
      }
      return file.put(chunks.toByteArray()).array();
    }

    private static byte[] ascii(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
  }
}
