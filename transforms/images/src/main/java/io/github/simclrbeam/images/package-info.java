/** Bytes to pixels and back: sniffing, header gate, limits, orientation, decode, encode. */
package io.github.simclrbeam.images;
