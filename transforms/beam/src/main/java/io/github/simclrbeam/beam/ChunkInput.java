package io.github.simclrbeam.beam;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * What a chunk would be made from, read without decoding.
 *
 * @param chunk its number among all chunks
 * @param lines as {@link InputLines} has them
 * @param uris where each image lies, by id
 */
record ChunkInput(int chunk, String lines, TreeMap<String, String> uris) implements Serializable {}
