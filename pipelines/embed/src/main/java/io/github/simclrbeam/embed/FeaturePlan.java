package io.github.simclrbeam.embed;

import java.util.List;
import java.util.SortedMap;

/**
 * How rows are made, from options that are all right.
 *
 * @param spec what a row is
 * @param identity every option that decides it, by name
 * @param notes to say before the work starts
 */
record FeaturePlan(FeatureSpec spec, SortedMap<String, String> identity, List<String> notes) {}
