package io.github.simclrbeam.embed;

import io.github.simclrbeam.beam.DecoderCounts;
import io.github.simclrbeam.proto.EmbeddingShard;
import java.io.Serializable;

/**
 * One shard's rows in a temporary file, all of them.
 *
 * @param shard its number among the planned shards
 * @param uri of the file
 * @param stated what the manifest will state; without the final name
 * @param imagesSeen images (or views) that the task was given, unusable ones included
 * @param decoders of the images
 * @param before digests of the task's model before its first image
 * @param after the same after the task's last image
 */
record EmbeddingFile(
    int shard,
    String uri,
    EmbeddingShard stated,
    long imagesSeen,
    DecoderCounts decoders,
    ModelDigests before,
    ModelDigests after)
    implements Serializable {}
