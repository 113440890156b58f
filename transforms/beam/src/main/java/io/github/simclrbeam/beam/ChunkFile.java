package io.github.simclrbeam.beam;

import java.io.Serializable;

/**
 * A chunk's records in a temporary file: a TFRecord file of its own.
 *
 * @param shard the shard that it belongs to
 * @param chunk its number among all chunks
 * @param uri of the file
 * @param records in it, >= 1
 * @param bytes its size
 * @param crc32c of all of it
 * @param inputLines a line {@code id contentDigest} for each record
 * @param decoders of its images
 * @param labelled records that have a label
 */
record ChunkFile(
    int shard,
    int chunk,
    String uri,
    long records,
    long bytes,
    int crc32c,
    String inputLines,
    DecoderCounts decoders,
    long labelled)
    implements Serializable {}
