/** Internal: HTTP requests and cookies. Independent of the configuration beans and of logins. */
package io.github.camelaura.http;
