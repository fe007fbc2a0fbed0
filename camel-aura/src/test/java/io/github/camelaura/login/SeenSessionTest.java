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

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.github.camelaura.login.SharedSession.Version;

class SeenSessionTest {

    private final SeenSession seen = new SeenSession();

    private static SharedSession stored(String login, long generation, long revision) {
        return new SharedSession(
                new Version(generation, revision), login, "node", Instant.EPOCH, null, null, List.of(), List.of());
    }

    private static SharedOrigin origin(String login, SharedSession before) {
        return new SharedOrigin(login, null, true, before == null ? Version.NONE : before.version());
    }

    @Test
    void sessionOfTheLoginThatIsBeingStoredIsNotNew() {
        seen.uses(origin("one", null));

        assertThat(seen.isNew(stored("one", 1, 0))).isFalse();
    }

    @Test
    void sessionThatAnotherNodeHasChangedIsNew() {
        seen.uses(origin("one", null));
        assertThat(seen.isNew(stored("one", 1, 1))).isTrue();

        seen.uses(stored("one", 1, 0));
        assertThat(seen.isNew(stored("one", 1, 1))).isTrue();
    }

    @Test
    void sessionThatALoginReplacesIsNotNewEvenIfItsOwnStoreHadNoAnswer() {
        seen.uses(origin("one", null));
        seen.uses(origin("two", stored("one", 1, 0)));

        assertThat(seen.isNew(stored("one", 1, 0))).isFalse();
        assertThat(seen.isNew(stored("two", 2, 0))).isFalse();
        assertThat(seen.isNew(stored("other", 2, 0))).isTrue();
    }

    @Test
    void versionOfANewLoginIsAfterAllThatWereSeenOrStored() {
        seen.uses(stored("one", 3, 2));

        assertThat(seen.next(null)).isEqualTo(new Version(4, 0));
        assertThat(seen.next(stored("two", 5, 1))).isEqualTo(new Version(6, 0));
        assertThat(seen.next(stored("old", 1, 0))).isEqualTo(new Version(4, 0));
    }
}
