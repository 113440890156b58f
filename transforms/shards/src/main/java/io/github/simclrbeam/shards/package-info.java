/** View shards: TFRecord framing, names, manifest, index, verification; readers and writers. */
package io.github.simclrbeam.shards;
