package io.github.simclrbeam.dataflow;

/** The entry of the Flex Template of {@code views}: what its launcher calls. */
public final class ViewsTemplate {
  private ViewsTemplate() {}

  /**
   * Makes the job and returns without waiting for it.
   *
   * @param arguments of the form {@code --name=value}: the template's parameters and what the
   *     service adds
   */
  public static void main(String[] arguments) {
    System.exit(TemplateEntry.run("views", arguments));
  }
}
