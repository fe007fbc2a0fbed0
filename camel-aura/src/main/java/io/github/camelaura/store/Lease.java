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
package io.github.camelaura.store;

import java.util.concurrent.TimeUnit;

/**
 * The right of one holder to change a value of a map that nodes share, as stored. Other nodes see that the holder lives by the
 * changing beat, because clocks of nodes differ.
 *
 * @param owner the id of the holder
 * @param beat the number of renewals
 */
public record Lease(String owner, long beat) {

    /** A lease is over if other nodes have seen the same beat for so long. */
    public static final long MILLIS = TimeUnit.SECONDS.toMillis(15);

    /** The time between two renewals. */
    public static final long BEAT_MILLIS = TimeUnit.SECONDS.toMillis(5);

    /** Returns the lease after one more renewal. */
    public Lease renewed() {
        return new Lease(owner, beat + 1);
    }
}
