/**
 * Embeddings to figures: linear probe, kNN, label-free measures, few labels, integrity checks,
 * evaluation card.
 */
package io.github.simclrbeam.evaluate;
