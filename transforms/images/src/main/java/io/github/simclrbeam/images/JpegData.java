package io.github.simclrbeam.images;

import java.util.HashMap;
import java.util.Map;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * Counts the units (blocks; samples of a lossless JPEG) that a JPEG's entropy-coded data hold.
 * Decoders fill missing ones up without a word. Not for arithmetic coding.
 */
final class JpegData {
  private final byte[] encoded;
  private final int end;
  private final JpegStructure structure;
  private final HeaderBytes bytes;
  private final Map<Integer, HuffmanTable> tables = new HashMap<>();
  private JpegComponent[] components;
  private boolean[] begun;
  private int restart;
  private long expected;
  private long present;
  private boolean badCode;
  private boolean ranOut;

  /**
   * What was counted.
   *
   * @param expected units of all scans that were begun, and of components without a scan
   * @param present those that are there
   * @param ofOneScan units of a scan of all components
   * @param badCode whether data are not what their tables allow
   * @param ranOut of a baseline JPEG of one scan without restarts: whether a decoder finds no data
   *     left for the last MCU, nor for the one before to its end
   */
  record Count(long expected, long present, long ofOneScan, boolean badCode, boolean ranOut) {
    /**
     * Returns the share of units that are there, in [0, 1].
     *
     * @param more whether a further scan is missing if the others are whole
     */
    double fraction(boolean more) {
      boolean missing = more && present == expected;
      return (double) present / (expected + (missing ? ofOneScan : 0));
    }
  }

  private JpegData(byte[] encoded, JpegStructure structure) {
    this.encoded = encoded;
    this.structure = structure;
    this.end = structure.end();
    this.bytes = new HeaderBytes(encoded, ImageType.JPEG);
    tables.put(0x00, standard(JPEGHuffmanTable.StdDCLuminance));
    tables.put(0x01, standard(JPEGHuffmanTable.StdDCChrominance));
    tables.put(0x10, standard(JPEGHuffmanTable.StdACLuminance));
    tables.put(0x11, standard(JPEGHuffmanTable.StdACChrominance));
  }

  /**
   * Counts the units.
   *
   * @param structure of these bytes
   * @throws UndecodableImageException if a frame or scan header contradicts the format
   */
  static Count count(byte[] encoded, JpegStructure structure) throws UndecodableImageException {
    JpegData data = new JpegData(encoded, structure);
    data.segments();
    long ofOneScan = 0;
    for (JpegComponent component : data.components) {
      ofOneScan += (long) component.wide() * component.high();
    }
    return new Count(data.expected, data.present, ofOneScan, data.badCode, data.ranOut);
  }

  /** Some cameras leave the tables of the specification out. */
  private static HuffmanTable standard(JPEGHuffmanTable table) {
    int[] counts = new int[16];
    byte[] symbols = new byte[table.getValues().length];
    for (int i = 0; i < table.getLengths().length; i++) {
      counts[i] = table.getLengths()[i];
    }
    for (int i = 0; i < symbols.length; i++) {
      symbols[i] = (byte) table.getValues()[i];
    }
    return new HuffmanTable(counts, symbols);
  }

  private void segments() throws UndecodableImageException {
    int at = 2;
    while (at + 4 <= end) {
      int marker = bytes.u8(at + 1);
      if (bytes.u8(at) != 0xff || !Markers.segment(marker)) {
        at++;
        continue;
      }
      int body = at + 4;
      int length = bytes.u16(at + 2) - 2;
      at = body + length;
      if (marker == structure.process()) {
        frame(body);
      } else if (marker == Markers.DHT) {
        tables(body, at);
      } else if (marker == Markers.DRI) {
        restart = bytes.u16(body);
      } else if (marker == Markers.SOS) {
        scan(header(body, length), at);
        at = Markers.afterScan(encoded, at);
      }
    }
    missingScans();
  }

  private void frame(int body) throws UndecodableImageException {
    int unit = structure.process() == Markers.SOF3 ? 1 : 8;
    int[] size = {structure.header().width(), structure.header().height()};
    int count = bytes.u8(body + 5);
    int[][] factors = new int[count][];
    int[] most = {1, 1};
    for (int c = 0; c < count; c++) {
      int both = bytes.u8(body + 7 + 3 * c);
      factors[c] = new int[] {both >> 4, both & 15};
      for (int i = 0; i < 2; i++) {
        if (factors[c][i] < 1 || factors[c][i] > 4) {
          throw bytes.corrupt("sampling factors %02x".formatted(both), body + 7 + 3 * c);
        }
        most[i] = Math.max(most[i], factors[c][i]);
      }
    }
    int[] mcus = {
      JpegComponent.ceiling(size[0], unit * most[0]), JpegComponent.ceiling(size[1], unit * most[1])
    };
    components = new JpegComponent[count];
    begun = new boolean[count];
    for (int c = 0; c < count; c++) {
      boolean progressive = structure.process() == Markers.SOF2;
      components[c] =
          JpegComponent.of(
              bytes.u8(body + 6 + 3 * c), factors[c], most, size, mcus, unit, progressive);
    }
  }

  private void tables(int body, int tableEnd) throws UndecodableImageException {
    int at = body;
    while (at + 17 <= tableEnd) {
      int[] counts = new int[16];
      int symbols = 0;
      for (int i = 0; i < 16; i++) {
        counts[i] = bytes.u8(at + 1 + i);
        symbols += counts[i];
      }
      if (symbols > 256 || at + 17 + symbols > tableEnd) {
        throw bytes.corrupt("a Huffman table of %d symbols".formatted(symbols), at);
      }
      byte[] values = java.util.Arrays.copyOfRange(encoded, at + 17, at + 17 + symbols);
      tables.put(bytes.u8(at), new HuffmanTable(counts, values));
      at += 17 + symbols;
    }
  }

  private ScanHeader header(int body, int length) throws UndecodableImageException {
    int count = length < 6 ? 0 : bytes.u8(body);
    if (count < 1 || count > 4 || length != 4 + 2 * count) {
      throw bytes.corrupt("a scan header of %d bytes".formatted(length), body);
    }
    JpegComponent[] scanned = new JpegComponent[count];
    HuffmanTable[] dc = new HuffmanTable[count];
    HuffmanTable[] ac = new HuffmanTable[count];
    int first = bytes.u8(body + 1 + 2 * count);
    int last = bytes.u8(body + 2 + 2 * count);
    boolean refining = bytes.u8(body + 3 + 2 * count) >> 4 != 0;
    for (int i = 0; i < count; i++) {
      scanned[i] = component(bytes.u8(body + 1 + 2 * i), first, body);
      int selector = bytes.u8(body + 2 + 2 * i);
      dc[i] = tables.get(selector >> 4);
      ac[i] = tables.get(0x10 | (selector & 15));
    }
    boolean progressive = structure.process() == Markers.SOF2;
    boolean needsAc = progressive ? first > 0 : structure.process() != Markers.SOF3;
    boolean needsDc = !progressive || (first == 0 && !refining);
    for (int i = 0; i < count; i++) {
      if ((needsAc && ac[i] == null) || (needsDc && dc[i] == null)) {
        throw bytes.corrupt("a scan without its Huffman table", body);
      }
    }
    if (progressive && (last > 63 || first > last || (first > 0 && count > 1))) {
      throw bytes.corrupt("a scan of coefficients %d to %d".formatted(first, last), body);
    }
    return new ScanHeader(scanned, dc, ac, first, last, refining, restart);
  }

  private JpegComponent component(int id, int first, int at) throws UndecodableImageException {
    for (int c = 0; c < components.length; c++) {
      if (components[c].id() == id) {
        begun[c] |= first == 0 || structure.process() != Markers.SOF2;
        return components[c];
      }
    }
    throw bytes.corrupt("a scan of a component %d, which the frame has not".formatted(id), at);
  }

  private void scan(ScanHeader header, int at) {
    ScanCounter counter =
        new ScanCounter(new EntropyBits(encoded, at, end), header, structure.process());
    counter.count();
    expected += counter.expected();
    present += counter.present();
    badCode |= counter.badCode();
    ranOut |= counter.ranOut();
  }

  /**
   * Every component needs a scan that begins it; further ones of a progressive JPEG may be missing.
   */
  private void missingScans() {
    for (int c = 0; c < components.length; c++) {
      if (!begun[c]) {
        expected += (long) components[c].wide() * components[c].high();
      }
    }
  }
}
