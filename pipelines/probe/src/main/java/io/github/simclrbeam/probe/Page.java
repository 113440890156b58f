package io.github.simclrbeam.probe;

import com.google.gson.Gson;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the page's template, styles, scripts, charting library and data into one HTML text. */
final class Page {
  private static final String D3_LICENCE = "/META-INF/resources/webjars/d3/7.9.0/LICENSE";
  private static final String D3 = "/META-INF/resources/webjars/d3/7.9.0/dist/d3.min.js";
  private static final List<String> SCRIPTS =
      List.of("figure.js", "accuracy.js", "loss.js", "confusion.js", "map.js", "start.js");

  /**
   * Gson writes {@code <}, {@code >} and {@code &} as escapes: no data can end the script element.
   */
  private static final Gson JSON = new Gson();

  private Page() {}

  /**
   * Returns the page.
   *
   * @param content what the template names; every value is escaped
   * @param charts data by chart, as the scripts read them
   * @param sheets style rules of the picture sheets
   */
  static String render(Map<String, Object> content, Map<String, Object> charts, String sheets) {
    Map<String, Object> all = new HashMap<>(content);
    all.put("css", resource("report/report.css"));
    all.put("sheets", sheets);
    all.put("d3Licence", resource(D3_LICENCE).strip());
    all.put("d3", resource(D3).replace("</script", "<\\/script"));
    all.put("scripts", SCRIPTS.stream().map(name -> resource("report/" + name)).toList());
    all.put("data", JSON.toJson(charts));
    return Mustache.compiler()
        .escapeHTML(true)
        .defaultValue("")
        .withLoader(name -> new StringReader(resource("report/" + name + ".mustache").strip()))
        .compile(resource("report/report.mustache"))
        .execute(all);
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the program: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
