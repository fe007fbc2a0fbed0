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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Logouts release their resources, also those that are too late. */
@Timeout(60)
class LogoutsTest {

    private final List<String> done = new ArrayList<>();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Logouts logouts = new Logouts(executor);
    private final SessionEnd session = (credential, logsOut) -> {};

    private void begin() {
        logouts.begin(session, () -> done.add("logout"), () -> done.add("release"));
    }

    @Test
    void logoutAfterTheStopOnlyReleasesItsResources() {
        logouts.await();
        executor.shutdownNow();

        begin();

        assertThat(done).containsExactly("release");
    }

    @Test
    void stopBeginsTheLogoutThatWaitsForAnExchange() {
        logouts.retired(session, this::begin);

        logouts.await();

        assertThat(done).containsExactly("logout", "release");
        executor.shutdownNow();
    }
}
