/**
 * The classes that Camel creates: component, endpoint, producer, consumer and their options. They connect all other
 * packages; none of those knows this one.
 */
package io.github.camelaura.component;
