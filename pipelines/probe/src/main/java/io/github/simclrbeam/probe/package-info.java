/** Embeddings to an evaluation card and a report that is one file. */
package io.github.simclrbeam.probe;
