package io.github.simclrbeam.fetch;

/**
 * What to do with a data set once it is there. Paths are below the output.
 *
 * @param recipe the recipe that suits the images
 * @param input images to learn from
 * @param labelled images to fit the probe on, where those to learn from have no labels; else null
 * @param test images to test on
 */
record NextStep(String recipe, String input, String labelled, String test) {
  /** Returns the command. */
  String command(String directory) {
    String labels = labelled == null ? "" : " --labelled=" + directory + "/" + labelled;
    return "simclr-beam run --input=%s/%s%s --test=%s/%s --output=run --recipe=%s"
        .formatted(directory, input, labels, directory, test, recipe);
  }
}
