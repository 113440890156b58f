package io.github.simclrbeam.options;

import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of an interface that name places on file systems. */
public final class Places {
  private Places() {}

  /** Returns what each names, by the option's name. */
  public static SortedMap<String, Place.Kind> of(Class<? extends PipelineOptions> options) {
    SortedMap<String, Place.Kind> places = new TreeMap<>();
    for (Method getter : options.getMethods()) {
      Place place = getter.getAnnotation(Place.class);
      if (place != null) {
        places.put(
            Introspector.decapitalize(getter.getName().substring("get".length())), place.value());
      }
    }
    return places;
  }
}
