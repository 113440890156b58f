/** What an input names, whatever its shape, as references to images. */
package io.github.simclrbeam.sources;
