/** Internal: leases of values in a map that several nodes may share. Has no thread of its own. */
package io.github.camelaura.store;
