/** Internal: one request with its credential, and what a rejection of it means. */
package io.github.camelaura.call;
