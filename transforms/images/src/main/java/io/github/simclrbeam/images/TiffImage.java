package io.github.simclrbeam.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decodes the first page of TIFFs with the JDK's codec, which is asked for the samples as they are
 * stored and never sees the metadata.
 */
final class TiffImage {
  /** Other numbers are found only as SHORT by the codec. */
  private static final Set<Integer> MAY_BE_LONG =
      Set.of(
          TiffTag.WIDTH,
          TiffTag.HEIGHT,
          TiffTag.STRIP_OFFSETS,
          TiffTag.ROWS_PER_STRIP,
          TiffTag.STRIP_BYTES,
          TiffTag.FAX3_OPTIONS,
          TiffTag.FAX4_OPTIONS,
          TiffTag.TILE_WIDTH,
          TiffTag.TILE_HEIGHT,
          TiffTag.TILE_OFFSETS,
          TiffTag.TILE_BYTES,
          TiffTag.JPEG_TABLES);

  private TiffImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    TiffStructure tiff = TiffStructure.read(decoding.encoded());
    decoding.admit(tiff.outline());
    tiff.outline().mustBeWhole();
    ImageHeader header = tiff.outline().header();
    // Before the codec fails at it.
    Raster.bytes(header.width(), header.height(), header.components(), header.bitDepth() > 8);
    new TiffChunks(decoding.encoded(), tiff.directory()).checkUnpacked();
    TiffSamples samples = TiffSamples.of(tiff.directory());
    byte[] plain = essential(decoding.encoded(), tiff.directory());
    java.awt.image.Raster stored =
        JdkReader.ask("tiff", plain, reader -> reader.read(0).getRaster());
    if (stored.getWidth() != header.width()
        || stored.getHeight() != header.height()
        || stored.getNumBands() != header.components()
        || stored.getSampleModel().getSampleSize(0) != header.bitDepth()) {
      throw new HeaderBytes(plain, ImageType.TIFF)
          .corrupt(
              "its tags say %d x %d pixels of %d components of %d bits, but it holds: %d x %d of %d of %d"
                  .formatted(
                      header.width(),
                      header.height(),
                      header.components(),
                      header.bitDepth(),
                      stored.getWidth(),
                      stored.getHeight(),
                      stored.getNumBands(),
                      stored.getSampleModel().getSampleSize(0)),
              -1);
    }
    return decoding.whole(samples.read(stored), header.orientation(), Decoded.JDK);
  }

  /** Returns the file with another directory at its end, of the tags that pixels depend on. */
  private static byte[] essential(byte[] encoded, TiffDirectory page)
      throws UndecodableImageException {
    ByteOrder order = page.little() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    List<byte[]> entries = new ArrayList<>();
    for (Map.Entry<Integer, TiffDirectory.Entry> tag : page.entries().entrySet()) {
      if (TiffTag.OF_PIXELS.contains(tag.getKey()) && !undoneHere(tag.getKey(), page)) {
        byte[] entry =
            Arrays.copyOfRange(encoded, (int) tag.getValue().at(), (int) tag.getValue().at() + 12);
        if (tag.getValue().count() == 1 && !MAY_BE_LONG.contains(tag.getKey())) {
          long value = page.value(tag.getKey(), 0);
          boolean meaning = tag.getKey() == TiffTag.PHOTOMETRIC;
          ByteBuffer.wrap(entry).order(order).putShort(2, (short) TiffDirectory.SHORT);
          ByteBuffer.wrap(entry)
              .order(order)
              .putShort(8, (short) (meaning ? asStored(value) : value));
        }
        entries.add(entry);
      }
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream(encoded.length + 400);
    file.writeBytes(encoded);
    if (encoded.length % 2 == 1) {
      file.write(0);
    }
    int at = file.size();
    file.writeBytes(ByteBuffer.allocate(2).order(order).putShort((short) entries.size()).array());
    entries.forEach(file::writeBytes);
    file.writeBytes(new byte[4]);
    byte[] plain = file.toByteArray();
    ByteBuffer.wrap(plain).order(order).putInt(4, at);
    return plain;
  }

  /** Palettes and inverted gray are left to us. */
  private static long asStored(long photometric) {
    return photometric == TiffTag.PALETTE || photometric == TiffTag.WHITE_IS_ZERO
        ? TiffTag.BLACK_IS_ZERO
        : photometric;
  }

  /** The codec cannot undo a predictor of 16-bit samples. */
  private static boolean undoneHere(int tag, TiffDirectory page) throws UndecodableImageException {
    return tag == TiffTag.PREDICTOR && page.first(TiffTag.BITS, 1) == 16;
  }
}
