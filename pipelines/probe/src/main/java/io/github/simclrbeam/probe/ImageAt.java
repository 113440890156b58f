package io.github.simclrbeam.probe;

/**
 * An image and where its bytes stand.
 *
 * @param id the image's id
 * @param uri a file, or an IDX file whose image the id's ending {@code #index} names; empty when
 *     unknown
 */
record ImageAt(String id, String uri) {}
