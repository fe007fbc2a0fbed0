/** Internal: decides when to log in and what to do on a page of a login. Has an injected clock and no browser. */
package io.github.camelaura.login;
