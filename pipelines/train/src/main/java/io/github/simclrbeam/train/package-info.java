/** View shards to checkpoints: the training stage, its recipes and its loop. */
package io.github.simclrbeam.train;
