/** Internal: decides when to log in and what to do on a page of a login. Has an injected clock and no browser. */
/** Internal: what a page of a login shows, and what to do on it. Has no browser, no clock and no state. */
package io.github.camelaura.page;
