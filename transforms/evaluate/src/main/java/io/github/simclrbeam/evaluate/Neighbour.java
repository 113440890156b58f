package io.github.simclrbeam.evaluate;

/**
 * A near image.
 *
 * @param id the image
 * @param similarity cosine of the angle between the embeddings, [-1, 1]
 * @param label an index into the card's label names, or -1
 */
public record Neighbour(String id, double similarity, int label) {}
