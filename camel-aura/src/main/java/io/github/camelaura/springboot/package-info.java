/** Internal: registers the component and its options with Spring Boot. */
package io.github.camelaura.springboot;
