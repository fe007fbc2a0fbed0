/** Internal: decides when to log in, and keeps the credential. Has an injected clock and no browser. */
package io.github.camelaura.login;
