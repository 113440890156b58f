/**
 * Options in Beam's style, declared once as interfaces: parsed with every problem reported
 * together, described for the help page; and what every stage shares at its edges: output
 * directories with their rerun rules, and progress.
 */
package io.github.simclrbeam.options;
