/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.github.camelaura.login;

import io.github.camelaura.login.SharedSession.Version;

/**
 * What this node knows of the stored session. While the session of its own login is being stored, it does not take this session for
 * that of another node.
 *
 * <p>Lock: this object guards all fields. No other code runs under it, and nothing blocks.
 */
final class SeenSession {

    private Version version = Version.NONE;

    /** The last login of this node while it is not known whether its session is in the map; null for none. */
    private String unstored;

    /** Returns the newest version that this node has used. */
    synchronized Version version() {
        return version;
    }

    /** Returns whether a stored session has something that this node does not have, such as cookies that another node changed. */
    synchronized boolean isNew(SharedSession stored) {
        boolean own = stored.isOf(unstored) && stored.version().revision() == 0;
        return stored.version().isAfter(version) && !own;
    }

    /**
     * Notes that this node uses a credential: of the stored session that was found, or of a login of its own, whose session is not stored
     * yet, instead of any that was stored before.
     */
    synchronized void uses(SharedOrigin origin) {
        if (origin.found() != null) {
            uses(origin.found());
        } else {
            unstored = origin.login();
            saw(origin.before());
        }
    }

    /** Notes that this node uses the stored session. */
    synchronized void uses(SharedSession stored) {
        saw(stored.version());
        if (stored.isOf(unstored)) {
            unstored = null;
        }
    }

    /** Notes a version that this node need not use. */
    synchronized void saw(Version other) {
        version = version.isAfter(other) ? version : other;
    }

    /**
     * Returns the version of the session of a new login.
     *
     * @param before the session that it replaces in the map; null for none
     */
    synchronized Version next(SharedSession before) {
        return (before == null || version.isAfter(before.version()) ? version : before.version()).nextLogin();
    }
}
