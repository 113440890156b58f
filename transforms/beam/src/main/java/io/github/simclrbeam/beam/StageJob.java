package io.github.simclrbeam.beam;

import java.util.SortedMap;

/**
 * What a service is told about a stage whose pipeline it runs.
 *
 * @param stage its name, e.g. "views"
 * @param output the directory that it writes
 * @param configuration every option that decides the output, by name
 */
public record StageJob(String stage, String output, SortedMap<String, String> configuration) {}
