package io.github.simclrbeam.images;

/**
 * Steps over one unit of a scan's data: the block's coefficients are found, and not computed (ITU
 * T.81, F.2.2, G.1.2 and H.2).
 */
final class UnitReader {
  private static final int LAST = 63;

  private final EntropyBits bits;
  private final ScanHeader scan;
  private final int process;

  /** Blocks still to come that hold nothing new. */
  private int emptyRun;

  private boolean badCode;

  UnitReader(EntropyBits bits, ScanHeader scan, int process) {
    this.bits = bits;
    this.scan = scan;
    this.process = process;
  }

  /** Returns whether the data contradict the scan's tables. */
  boolean badCode() {
    return badCode;
  }

  void restart() {
    emptyRun = 0;
  }

  /**
   * Steps over a unit.
   *
   * @param c the component within the scan
   * @param unit its place in the component
   * @return whether it was all there
   */
  boolean step(int c, int unit) {
    boolean good;
    if (process == Markers.SOF3) {
      good = difference(scan.dc()[c]);
    } else if (process != Markers.SOF2) {
      // After a bad code decoders go on, so what they find missing is known by going on too.
      good = difference(scan.dc()[c]) & coefficients(scan.ac()[c]);
    } else if (scan.first() == 0) {
      good = scan.refining() ? one() : difference(scan.dc()[c]);
    } else {
      long[] nonZero = scan.components()[c].nonZero();
      good =
          scan.refining() ? refine(scan.ac()[c], nonZero, unit) : band(scan.ac()[c], nonZero, unit);
    }
    if (bits.exhausted()) {
      return false;
    }
    badCode |= !good;
    return good;
  }

  private boolean one() {
    bits.take(1);
    return true;
  }

  private boolean difference(HuffmanTable table) {
    int code = table.next(bits);
    int size = code >> 8;
    bits.skip((code & 0xff) + (size >= 16 ? 0 : size));
    return code != HuffmanTable.NO_CODE && size <= 16;
  }

  private boolean coefficients(HuffmanTable table) {
    int k = 1;
    while (k <= LAST) {
      int code = table.next(bits);
      int size = code >> 8 & 15;
      int run = code >> 12;
      bits.skip((code & 0xff) + size);
      if (size == 0 && run != 15) {
        return code != HuffmanTable.NO_CODE;
      }
      k += run + 1;
    }
    // Decoders let a run of zeros reach beyond the block, and so do we.
    return true;
  }

  private boolean band(HuffmanTable table, long[] nonZero, int unit) {
    if (emptyRun > 0) {
      emptyRun--;
      return true;
    }
    int k = scan.first();
    while (k <= scan.last()) {
      int code = table.next(bits);
      if (code == HuffmanTable.NO_CODE) {
        return false;
      }
      int size = code >> 8 & 15;
      int run = code >> 12;
      bits.skip((code & 0xff) + size);
      k += run;
      if (size == 0 && run != 15) {
        emptyRun = (1 << run) - 1 + bits.take(run);
        return true;
      }
      if (size != 0 && k <= LAST) {
        nonZero[unit] |= 1L << k;
      }
      k++;
    }
    return true;
  }

  private boolean refine(HuffmanTable table, long[] nonZero, int unit) {
    int k = scan.first();
    while (emptyRun == 0 && k <= scan.last()) {
      int code = table.next(bits);
      if (code == HuffmanTable.NO_CODE) {
        return false;
      }
      int size = code >> 8 & 15;
      int run = code >> 12;
      bits.skip((code & 0xff) + (size == 0 ? 0 : 1));
      if (size == 0 && run != 15) {
        emptyRun = (1 << run) + bits.take(run);
      } else {
        k = beyond(run, k, nonZero[unit]);
        if (size != 0 && k <= LAST) {
          nonZero[unit] |= 1L << k;
        }
        k++;
      }
    }
    if (emptyRun > 0) {
      correct(nonZero[unit], k);
      emptyRun--;
    }
    return true;
  }

  /** Steps over a run of zero coefficients; each other one on the way takes a correction bit. */
  private int beyond(int run, int from, long nonZero) {
    int left = run;
    int k = from;
    while (k <= scan.last()) {
      if ((nonZero >>> k & 1) != 0) {
        bits.take(1);
      } else if (left-- == 0) {
        return k;
      }
      k++;
    }
    return k;
  }

  private void correct(long nonZero, int from) {
    for (int k = from; k <= scan.last(); k++) {
      if ((nonZero >>> k & 1) != 0) {
        bits.take(1);
      }
    }
  }
}
