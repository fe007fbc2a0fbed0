/** The classes that routes and beans of users write, catch or implement. They depend on no other package. */
package io.github.camelaura;
