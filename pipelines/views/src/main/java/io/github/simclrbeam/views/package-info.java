/** The program that turns images into view shards, and what looks at them. */
package io.github.simclrbeam.views;
