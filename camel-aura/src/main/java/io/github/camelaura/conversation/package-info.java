/** Internal: conversations that the component remembers, in a map that several nodes may share. Has no thread of its own. */
package io.github.camelaura.conversation;
