package io.github.camelaura;

/** With an exchange of its own for each chunk, as Camel does by default. */
class ChunkExchangeTest extends ChunkExchangeTests {}
