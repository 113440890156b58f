package io.github.simclrbeam.files;

import java.util.regex.Pattern;

/**
 * A glob over local paths: {@code *} is any characters of one name, {@code **} any of a path,
 * {@code ?} one character, {@code [ab]} {@code [a-c]} {@code [!a]} one of a set, a backslash takes
 * the next character as it is. Braces are expanded before. As in a shell, a wildcard does not find
 * a name that starts with a dot.
 */
final class GlobPattern {
  private static final String WILDCARDS = "*?[{";

  private final Pattern regex;
  private final boolean hidden;
  private final int depth;

  private GlobPattern(Pattern regex, boolean hidden, int depth) {
    this.regex = regex;
    this.hidden = hidden;
    this.depth = depth;
  }

  /**
   * Compiles a glob.
   *
   * @param glob relative, with forward slashes
   * @throws IllegalArgumentException if a set is not closed
   */
  static GlobPattern of(String glob) {
    StringBuilder regex = new StringBuilder();
    int i = 0;
    while (i < glob.length()) {
      char c = glob.charAt(i++);
      if (c == '*' && glob.startsWith("*/", i)) {
        // Between slashes it may stand for no directory at all.
        regex.append("(?:.*/)?");
        i += 2;
      } else if (c == '*' && glob.startsWith("*", i)) {
        regex.append(".*");
        i++;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[') {
        int end = glob.indexOf(']', i + 1);
        if (end < 0) {
          throw new IllegalArgumentException("'[' without ']' in " + glob);
        }
        regex.append(set(glob.substring(i, end)));
        i = end + 1;
      } else if (c == '\\' && i < glob.length()) {
        regex.append(Pattern.quote(glob.substring(i, ++i)));
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    int slashes = (int) glob.chars().filter(c -> c == '/').count();
    return new GlobPattern(
        Pattern.compile(regex.toString(), Pattern.DOTALL),
        glob.startsWith(".") || glob.contains("/."),
        glob.contains("**") ? Integer.MAX_VALUE : slashes + 1);
  }

  /** Returns where the first wildcard stands; the length of the spec when there is none. */
  static int firstWildcard(String spec) {
    for (int i = 0; i < spec.length(); i++) {
      if (spec.charAt(i) == '\\') {
        i++;
      } else if (WILDCARDS.indexOf(spec.charAt(i)) >= 0) {
        return i;
      }
    }
    return spec.length();
  }

  /** Returns the text without the backslashes that keep wildcards from being ones. */
  static String unescaped(String text) {
    return text.replaceAll("\\\\(.)", "$1");
  }

  boolean matches(String path) {
    return (hidden || !isHidden(path)) && regex.matcher(path).matches();
  }

  /** Returns how many directories deep a match can lie; 1 is directly below. */
  int depth() {
    return depth;
  }

  static boolean isHidden(String path) {
    return path.startsWith(".") || path.contains("/.");
  }

  private static String set(String members) {
    boolean not = members.startsWith("!") || members.startsWith("^");
    String rest = not ? members.substring(1) : members;
    return (not ? "[^/" : "[") + rest.replaceAll("[\\\\\\[\\]&^]", "\\\\$0") + "]";
  }
}
