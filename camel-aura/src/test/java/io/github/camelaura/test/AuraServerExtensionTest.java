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
package io.github.camelaura.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuraServerExtensionTest {

    private static final Set<AuraServer> SERVERS = new HashSet<>();

    @RegisterExtension
    final AuraServerExtension aura =
            new AuraServerExtension(() -> AuraServer.start().wordDelay(Duration.ofMillis(1)));

    @RepeatedTest(3)
    void extensionStartsANewServerForEachTest(AuraServer server) throws Exception {
        assertThat(aura.server()).isSameAs(server);
        assertThat(SERVERS.add(server)).isTrue();
        assertThat(server.requests()).isEmpty();
        assertThat(Ask.hello(server).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void assertAllAreClosed() {
        assertThat(SERVERS).hasSize(3).allMatch(AuraServer::isClosed);
    }
}
