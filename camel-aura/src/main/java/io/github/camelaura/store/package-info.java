/** Internal: leases, and encrypted values, in a map that several nodes may share. Has no thread of its own. */
package io.github.camelaura.store;
