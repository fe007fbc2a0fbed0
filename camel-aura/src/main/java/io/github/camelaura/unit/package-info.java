/** Internal: finds the ends of lines, sentences and paragraphs in text that arrives in pieces. Has no clock and no thread. */
package io.github.camelaura.unit;
