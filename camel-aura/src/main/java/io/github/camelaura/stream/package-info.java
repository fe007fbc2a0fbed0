/** Internal: one stream from its request to its last chunk, its threads and its limits. */
package io.github.camelaura.stream;
