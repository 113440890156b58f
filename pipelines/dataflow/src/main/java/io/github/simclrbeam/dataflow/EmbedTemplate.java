package io.github.simclrbeam.dataflow;

/** The entry of the Flex Template of {@code embed}: what its launcher calls. */
public final class EmbedTemplate {
  private EmbedTemplate() {}

  /**
   * Makes the job and returns without waiting for it.
   *
   * @param arguments of the form {@code --name=value}: the template's parameters and what the
   *     service adds
   */
  public static void main(String[] arguments) {
    System.exit(TemplateEntry.run("embed", arguments));
  }
}
