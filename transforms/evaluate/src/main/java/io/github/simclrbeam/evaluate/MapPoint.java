package io.github.simclrbeam.evaluate;

/**
 * An image on the 2-D map of embeddings. Only distances between near points mean something; the
 * axes have no unit.
 *
 * @param id the image
 * @param x to the right
 * @param y upwards
 * @param label an index into the card's label names, or -1
 */
public record MapPoint(String id, double x, double y, int label) {}
