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
package io.github.camelaura.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.call.CallSettings;
import io.github.camelaura.call.Credentials;
import io.github.camelaura.call.Credentials.NoCredentials;
import io.github.camelaura.call.RefusalRules;
import io.github.camelaura.stream.StreamSlots;

@Timeout(60)
class SharedResourcesTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static EndpointResources resources() {
        Credentials credentials = new NoCredentials();
        return new EndpointResources(
                null,
                AdditionalBody.NONE,
                null,
                null,
                new CallSettings(false, RefusalRules.of("401,403", null), false, false, List.of()),
                null,
                credentials,
                new StreamSlots(1, -1),
                null);
    }

    @Test
    void producersThatStartTogetherShareOneSetOfResources() throws Exception {
        AtomicInteger made = new AtomicInteger();
        CountDownLatch making = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        SharedResources shared = new SharedResources(() -> {
            made.incrementAndGet();
            making.countDown();
            go.await();
            return resources();
        });

        List<Future<EndpointResources>> users = new ArrayList<>();
        users.add(threads.submit(shared::acquire));
        assertThat(making.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(shared.current()).as("readable while they are made").isEmpty();
        users.add(threads.submit(shared::acquire));
        go.countDown();

        assertThat(users.get(0).get()).isSameAs(users.get(1).get());
        assertThat(made).hasValue(1);
    }

    @Test
    void resourcesThatCannotBeMadeAreTriedAgainByTheNextProducer() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        SharedResources shared = new SharedResources(() -> {
            if (tries.incrementAndGet() == 1) {
                throw new IllegalArgumentException("Option baseUrl is missing");
            }
            return resources();
        });

        assertThatThrownBy(shared::acquire).isInstanceOf(IllegalArgumentException.class);

        assertThat(shared.acquire()).isNotNull();
    }
}
