/** Internal: monitoring of streams and logins: console, health check, meters and events. */
package io.github.camelaura.management;
