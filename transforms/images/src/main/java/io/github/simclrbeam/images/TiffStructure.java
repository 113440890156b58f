package io.github.simclrbeam.images;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The pages of a TIFF.
 *
 * @param outline with a fault if the first page is cut or of a variety that cannot be decoded
 * @param directory of the first page
 */
record TiffStructure(Outline outline, TiffDirectory directory) {

  /** Reads all directories, and checks that the first page's strips or tiles are there. */
  static TiffStructure read(byte[] encoded) throws UndecodableImageException {
    return new Walk(encoded).all();
  }

  private static final class Walk {
    private static final int MANY = 65_536;

    private final byte[] encoded;
    private final HeaderBytes bytes;
    private final TiffDirectory.Budget budget;
    private final TiffDirectory directory;
    private final Metadata metadata = new Metadata();
    private int pages = 1;
    private long largestFrame;

    Walk(byte[] encoded) throws UndecodableImageException {
      this.encoded = encoded;
      this.bytes = new HeaderBytes(encoded, ImageType.TIFF);
      this.budget = new TiffDirectory.Budget(encoded.length);
      this.directory = new TiffDirectory(bytes, TiffDirectory.first(bytes), budget);
    }

    TiffStructure all() throws UndecodableImageException {
      long width = directory.first(TiffTag.WIDTH, 0);
      long height = directory.first(TiffTag.HEIGHT, 0);
      if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
        throw bytes.corrupt(
            "its size must be >= 1, but was: %d x %d".formatted(width, height), directory.at());
      }
      int components = (int) directory.first(TiffTag.COMPONENTS, 1);
      int bits = (int) directory.first(TiffTag.BITS, 1);
      UndecodableImageException fault = null;
      try {
        furtherPages();
        TiffVariety.check(bytes, directory);
        for (TiffDirectory.Entry entry : directory.entries().values()) {
          bytes.need(entry.values(), entry.bytes());
        }
        profile();
        TiffChunks chunks = new TiffChunks(encoded, directory);
        chunks.check();
        largestFrame = Math.max(largestFrame, chunks.largestJpeg());
      } catch (UndecodableImageException e) {
        fault = e;
      }
      largestFrame =
          Math.max(largestFrame, area(directory, TiffTag.TILE_WIDTH, TiffTag.TILE_HEIGHT));
      long said = directory.first(TiffTag.ORIENTATION, 1);
      int orientation = said >= 1 && said <= 8 ? (int) said : ExifOrientation.UPRIGHT;
      ImageHeader header =
          new ImageHeader(
              ImageType.TIFF, (int) width, (int) height, components, bits, orientation, pages, 1);
      Outline outline =
          new Outline(header, Math.max(largestFrame, header.pixels()), metadata.warnings(), fault);
      return new TiffStructure(outline, directory);
    }

    private void furtherPages() throws UndecodableImageException {
      Set<Long> seen = new HashSet<>();
      seen.add(directory.at());
      long next = directory.next();
      while (next != 0 && seen.add(next) && seen.size() < MANY) {
        TiffDirectory page = new TiffDirectory(bytes, next, budget);
        largestFrame = Math.max(largestFrame, area(page, TiffTag.WIDTH, TiffTag.HEIGHT));
        // A reduced version of another page is none itself.
        pages += (page.first(TiffTag.SUBFILE, 0) & 1) == 0 ? 1 : 0;
        next = page.next();
      }
    }

    /** The sides are up to 2^32 - 1, and their product may be more than a long holds. */
    private static long area(TiffDirectory page, int width, int height)
        throws UndecodableImageException {
      long high = Math.multiplyHigh(page.first(width, 0), page.first(height, 0));
      long low = page.first(width, 0) * page.first(height, 0);
      return high == 0 && low >= 0 ? low : Long.MAX_VALUE;
    }

    private void profile() {
      if (directory.has(TiffTag.PROFILE)) {
        TiffDirectory.Entry entry = directory.entries().get(TiffTag.PROFILE);
        int start = (int) entry.values();
        int shown = (int) Math.min(entry.bytes(), 1024);
        metadata.profile(Arrays.copyOfRange(encoded, start, start + shown), entry.bytes());
      }
    }
  }
}
