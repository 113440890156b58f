package io.github.simclrbeam.beam;

import io.github.simclrbeam.proto.DeadLetter;
import io.github.simclrbeam.proto.ImageWarning;
import io.github.simclrbeam.proto.Shard;
import java.util.List;

/**
 * A shard that was made before.
 *
 * @param facts as its manifest has them
 * @param deadLetters of its images
 * @param warnings about its images
 */
record KnownShard(Shard facts, List<DeadLetter> deadLetters, List<ImageWarning> warnings) {}
