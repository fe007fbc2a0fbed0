/** Internal: logs in with a browser. The only package that uses Selenium. */
package io.github.camelaura.browser;
