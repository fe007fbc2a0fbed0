/** Internal: HTTP requests and cookies. Knows no options bean of Camel and no login. */
package io.github.camelaura.http;
