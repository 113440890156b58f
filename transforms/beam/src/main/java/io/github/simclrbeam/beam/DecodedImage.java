package io.github.simclrbeam.beam;

import io.github.simclrbeam.images.Pixels;
import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.proto.ImageWarning;
import java.util.List;

/**
 * An image in memory.
 *
 * @param reference where it came from
 * @param pixels upright, with the channels that were asked for
 * @param contentDigest SHA-256, hex, of the encoded bytes, or of the pixels as they stand in a file
 *     of raw pixels
 * @param bytes how many those were
 * @param decoder the program that decoded them, or "raw"
 * @param warnings what was wrong with the image although it could be used
 */
public record DecodedImage(
    ImageReference reference,
    Pixels pixels,
    String contentDigest,
    long bytes,
    String decoder,
    List<ImageWarning> warnings)
    implements ReadOutcome {}
