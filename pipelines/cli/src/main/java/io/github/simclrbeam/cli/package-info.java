/** The one front of the program: {@code simclr-beam COMMAND --flag=value ...}. */
package io.github.simclrbeam.cli;
