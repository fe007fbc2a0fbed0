/** The API: classes that users write, catch or implement. They depend on no other package. */
package io.github.camelaura;
