package io.github.simclrbeam.embed;

import java.util.OptionalInt;

/**
 * An image as the encoder takes it, with what its row says beside the embedding.
 *
 * @param id of the row
 * @param uri where the image was read from
 * @param contentDigest SHA-256, hex, of the image's bytes
 * @param label >= 0; empty when unlabelled
 * @param hwc height x width x channels bytes of the preprocessing's size, row-major
 */
@SuppressWarnings("ArrayRecordComponent") // A carrier: never compared.
record PreparedImage(String id, String uri, String contentDigest, OptionalInt label, byte[] hwc) {}
