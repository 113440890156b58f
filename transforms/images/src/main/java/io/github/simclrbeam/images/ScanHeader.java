package io.github.simclrbeam.images;

/**
 * What a scan of a JPEG codes (ITU T.81, B.2.3).
 *
 * @param components of the frame
 * @param dc by component, its table for DC coefficients (of a lossless JPEG: for differences); null
 *     where the scan needs none
 * @param ac the same for AC coefficients
 * @param first coefficient in zigzag order
 * @param last coefficient
 * @param refining whether it adds a bit to coefficients that an earlier scan began
 * @param restart MCUs in an interval; 0 without intervals
 */
record ScanHeader(
    JpegComponent[] components,
    HuffmanTable[] dc,
    HuffmanTable[] ac,
    int first,
    int last,
    boolean refining,
    int restart) {}
