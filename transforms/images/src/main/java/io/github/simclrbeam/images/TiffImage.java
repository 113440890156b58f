package io.github.simclrbeam.images;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decodes the first page of TIFFs with the JDK's codec, which is asked for the samples as they are
 * stored and never sees the metadata.
 */
final class TiffImage {
  private TiffImage() {}

  static Decoded decode(Decoding decoding) throws UndecodableImageException {
    TiffStructure tiff = TiffStructure.read(decoding.encoded());
    decoding.admit(tiff.outline());
    tiff.outline().mustBeWhole();
    new TiffChunks(decoding.encoded(), tiff.directory()).checkUnpacked();
    ImageHeader header = tiff.outline().header();
    TiffSamples samples = TiffSamples.of(tiff.directory());
    byte[] plain = essential(decoding.encoded(), tiff.directory());
    java.awt.image.Raster stored =
        JdkReader.ask("tiff", plain, reader -> reader.read(0).getRaster());
    if (stored.getWidth() != header.width() || stored.getHeight() != header.height()) {
      throw new HeaderBytes(plain, ImageType.TIFF).corrupt(stored.toString(), -1);
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
        byte[] entry = new byte[12];
        System.arraycopy(encoded, (int) tag.getValue().at(), entry, 0, 12);
        boolean indexed = page.first(TiffTag.PHOTOMETRIC, 1) == TiffTag.PALETTE;
        boolean inverted = page.first(TiffTag.PHOTOMETRIC, 1) == TiffTag.WHITE_IS_ZERO;
        if (tag.getKey() == TiffTag.PHOTOMETRIC && (indexed || inverted)) {
          ByteBuffer.wrap(entry).order(order).putShort(2, (short) TiffDirectory.SHORT);
          ByteBuffer.wrap(entry).order(order).putShort(8, (short) TiffTag.BLACK_IS_ZERO);
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

  /** The codec cannot undo a predictor of 16-bit samples. */
  private static boolean undoneHere(int tag, TiffDirectory page) throws UndecodableImageException {
    return tag == TiffTag.PREDICTOR && page.first(TiffTag.BITS, 1) == 16;
  }
}
