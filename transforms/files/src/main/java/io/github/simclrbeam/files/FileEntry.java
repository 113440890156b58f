package io.github.simclrbeam.files;

import java.io.Serializable;

/**
 * A file that a {@link Listing} found.
 *
 * @param uri where it is; a plain path on the local file system
 * @param path the uri's part below the listing's base, with forward slashes: unique in the listing,
 *     the same on every file system
 * @param bytes its size
 */
public record FileEntry(String uri, String path, long bytes) implements Serializable {}
