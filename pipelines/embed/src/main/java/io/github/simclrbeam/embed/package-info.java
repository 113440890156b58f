/** Images (or view shards) and a checkpoint to embeddings, on Beam. */
package io.github.simclrbeam.embed;
