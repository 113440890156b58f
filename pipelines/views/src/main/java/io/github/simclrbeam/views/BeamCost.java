package io.github.simclrbeam.views;

/**
 * What a run by the direct runner takes beside making its records.
 *
 * @param startSeconds of a run over hardly any images, from its start to its end, by the clock
 * @param startCpuSeconds the same of the processor, compilation included
 * @param cpuSecondsPerChunk of the processor, for a further chunk: the runner sets up every step
 *     anew for it
 * @param cpuSecondsPerImage of the processor, for a further image in a chunk that is there:
 *     listing, hashing, numbering, grouping
 */
record BeamCost(
    double startSeconds,
    double startCpuSeconds,
    double cpuSecondsPerChunk,
    double cpuSecondsPerImage) {}
