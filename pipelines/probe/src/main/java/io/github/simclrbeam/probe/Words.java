package io.github.simclrbeam.probe;

import io.github.simclrbeam.proto.EvaluationCard;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

/** Numbers and names as the report prints them, the same on every machine. */
final class Words {
  private Words() {}

  /** Returns a share in [0, 1] as "85.1%". */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * share);
  }

  /** Returns the difference of two shares as "2.4 points", or "1 point". */
  static String points(double difference) {
    String number = String.format(Locale.ROOT, "%.1f", 100 * Math.abs(difference));
    return number + (number.equals("1.0") ? " point" : " points");
  }

  /** Returns a whole number as "10,000". */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Returns "1 image", "2 images". */
  static String count(long number, String singular) {
    return count(number) + " " + singular + (number == 1 ? "" : "s");
  }

  /** Returns a number with so many decimals. */
  static String decimal(double number, int decimals) {
    String text = String.format(Locale.ROOT, "%." + decimals + "f", number);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  /** Returns a number as a person writes it: 0.2, 1, 0.0001. */
  static String plain(double number) {
    if (number == Math.rint(number) && Math.abs(number) < 1e15) {
      return Long.toString((long) number);
    }
    return new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString();
  }

  /** Returns a number to three significant digits, as a person writes it: 0.000316. */
  static String rounded(double number) {
    return plain(new BigDecimal(number).round(new MathContext(3)).doubleValue());
  }

  /** Returns the words with a capital at their start and a full stop at their end. */
  static String sentence(String words) {
    if (words.isEmpty()) {
      return words;
    }
    String end = words.endsWith(".") ? "" : ".";
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + end;
  }

  /** Returns "a, b and c". */
  static String list(List<String> words) {
    if (words.size() < 2) {
      return String.join("", words);
    }
    return String.join(", ", words.subList(0, words.size() - 1))
        + " and "
        + words.get(words.size() - 1);
  }

  /**
   * Returns the name of a label of the card: "no label" for -1, the number where there is no name.
   */
  static String label(EvaluationCard card, int label) {
    if (label < 0) {
      return "no label";
    }
    return label < card.getLabelNamesCount() ? card.getLabelNames(label) : Integer.toString(label);
  }
}
