package io.github.simclrbeam.probe;

/**
 * A picture on the page: a cell of a sheet, or a frame that says that there is none; for the page's
 * template.
 *
 * @param shown whether there is one
 * @param sheet the sheet's class
 * @param style where in the sheet it is
 * @param label what it shows, for people who do not see it
 */
record Picture(boolean shown, String sheet, String style, String label) {}
