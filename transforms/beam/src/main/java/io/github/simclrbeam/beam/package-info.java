/**
 * The transforms: images are found, their references spread over shards by a seeded hash, and their
 * views written; coders and dead letters.
 */
package io.github.simclrbeam.beam;
