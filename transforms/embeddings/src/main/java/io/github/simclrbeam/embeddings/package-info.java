/**
 * Embedding rows on disk: written as Parquet or TFRecord of Example, read from these and from
 * anyone's Parquet or NumPy files, with the manifest beside them.
 */
package io.github.simclrbeam.embeddings;
