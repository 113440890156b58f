/** The program fetch: public data sets -> folders that the sources read. */
package io.github.simclrbeam.fetch;
