/** Internal: what operators see of streams and logins: console, health, meters and events. */
package io.github.camelaura.management;
