/** Internal: streams, from the request to the last chunk, with their threads and limits. */
package io.github.camelaura.stream;
