/**
 * What lies on disk: the messages of {@code proto/src/main/proto}, and how they are written as
 * JSON.
 */
package io.github.simclrbeam.proto;
