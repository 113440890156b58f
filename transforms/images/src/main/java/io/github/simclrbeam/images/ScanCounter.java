package io.github.simclrbeam.images;

/** Counts the units of one scan of a JPEG. */
final class ScanCounter {
  private final EntropyBits bits;
  private final ScanHeader scan;
  private final UnitReader reader;
  private final int across;
  private final long mcus;
  private final int unitsOfMcu;
  private final boolean sequential;
  private long present;
  private boolean ranOut;

  ScanCounter(EntropyBits bits, ScanHeader scan, int process) {
    this.bits = bits;
    this.scan = scan;
    this.reader = new UnitReader(bits, scan, process);
    this.sequential = process < Markers.SOF2;
    JpegComponent first = scan.components()[0];
    boolean alone = scan.components().length == 1;
    this.across = alone ? first.wide() : first.stride() / first.across();
    int high = alone ? first.high() : JpegComponent.ceiling(first.high(), first.down());
    this.mcus = (long) across * high;
    int units = 0;
    for (JpegComponent component : scan.components()) {
      units += alone ? 1 : component.across() * component.down();
    }
    this.unitsOfMcu = units;
  }

  long expected() {
    return mcus * unitsOfMcu;
  }

  long present() {
    return present;
  }

  boolean badCode() {
    return reader.badCode();
  }

  /** Returns whether data end before the last MCU begins; of a sequential scan without restarts. */
  boolean ranOut() {
    return ranOut;
  }

  void count() {
    boolean good = true;
    for (long mcu = 0; mcu < mcus; mcu++) {
      if (scan.restart() > 0 && mcu > 0 && mcu % scan.restart() == 0) {
        if (!bits.restart()) {
          return;
        }
        reader.restart();
        good = true;
      }
      if (good) {
        good = mcu((int) (mcu / across), (int) (mcu % across));
        present += good ? unitsOfMcu : 0;
      } else if (scan.restart() == 0) {
        ranOut = bits.exhausted();
        if (ranOut || !sequential) {
          return;
        }
        mcu((int) (mcu / across), (int) (mcu % across));
      }
    }
  }

  private boolean mcu(int row, int column) {
    if (scan.components().length == 1) {
      return reader.step(0, row * scan.components()[0].stride() + column);
    }
    boolean good = true;
    for (int c = 0; c < scan.components().length; c++) {
      JpegComponent component = scan.components()[c];
      for (int y = 0; y < component.down(); y++) {
        int line = (row * component.down() + y) * component.stride();
        for (int x = 0; x < component.across(); x++) {
          good &= reader.step(c, line + column * component.across() + x);
        }
      }
    }
    return good;
  }
}
