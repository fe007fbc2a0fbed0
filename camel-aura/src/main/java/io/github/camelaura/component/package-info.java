/**
 * The classes that Camel creates: component, endpoint, producer, consumer and their options. They connect all other
 * packages. No other package depends on this one.
 */
package io.github.camelaura.component;
