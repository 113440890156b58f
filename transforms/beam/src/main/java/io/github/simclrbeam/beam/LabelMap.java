package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.ImageReference;
import io.github.simclrbeam.sources.UnusableInputException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Label names with their numbers. Where no name is a number itself, a label that is only known by
 * its number has that number, if there is a name for it.
 */
record LabelMap(Map<String, Integer> numbers, boolean named) {
  private static final String NUMBER = "0|[1-9][0-9]{0,5}";

  /** Returns the map of names in the order of their numbers. */
  static LabelMap of(List<String> names) {
    Map<String, Integer> numbers = new HashMap<>();
    for (String name : names) {
      numbers.putIfAbsent(name, numbers.size());
    }
    return new LabelMap(numbers, names.stream().noneMatch(name -> name.matches(NUMBER)));
  }

  /**
   * Returns the number of an image's label name.
   *
   * @throws UnusableInputException if there is none; names the image
   */
  int number(ImageReference image) throws UnusableInputException {
    String name = image.getLabelName();
    Integer number = numbers.get(name);
    if (number == null && named && name.matches(NUMBER)) {
      number = Integer.valueOf(name);
    }
    if (number == null || number >= numbers.size()) {
      throw new UnusableInputException(
          "label '%s' of %s (%s) is not among the %d label names"
              .formatted(name, image.getId(), image.getUri(), numbers.size()));
    }
    return number;
  }
}
