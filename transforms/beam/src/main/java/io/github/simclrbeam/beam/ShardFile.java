package io.github.simclrbeam.beam;

import java.io.Serializable;

/**
 * A shard's records in a temporary file, all of them.
 *
 * @param shard its number among the planned shards
 * @param uri of the file
 * @param records in it, >= 1
 * @param bytes its size
 * @param crc32c of all of it
 * @param inputDigest as in the manifest
 * @param decoders of its images
 * @param labelled records that have a label
 */
record ShardFile(
    int shard,
    String uri,
    long records,
    long bytes,
    int crc32c,
    String inputDigest,
    DecoderCounts decoders,
    long labelled)
    implements Serializable {}
