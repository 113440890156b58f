package io.github.simclrbeam.evaluate;

/**
 * From where to where a figure may lie.
 *
 * @param low its lower end
 * @param high its upper end
 */
record Interval(double low, double high) {}
