/**
 * Any file system that Beam reads, by uri or local path: listing with globs and braces, reading,
 * writing whole files atomically. Call {@link
 * org.apache.beam.sdk.io.FileSystems#setDefaultPipelineOptions} once a process before using another
 * than the local one.
 */
package io.github.simclrbeam.files;
