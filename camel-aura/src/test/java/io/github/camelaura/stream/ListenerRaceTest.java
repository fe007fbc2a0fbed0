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
package io.github.camelaura.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import io.github.camelaura.ChunkUnit;
import io.github.camelaura.unit.UnitSettings;

/** Simultaneous start and stop of consumers of one name loses no consumer. */
class ListenerRaceTest {

    private static final int ROUNDS = 5_000;

    @Test
    void listenerAddedWhileTheLastIsRemovedIsKept() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (CamelContext context = new DefaultCamelContext()) {
            StreamManager streams = new StreamManager(context);
            CyclicBarrier together = new CyclicBarrier(2);
            for (int round = 0; round < ROUNDS; round++) {
                ChunkEvent.Listener goes = new Nobody();
                ChunkEvent.Listener comes = new Nobody();
                streams.addListener("words", goes);
                Future<?> gone = other.submit(() -> {
                    together.await();
                    streams.removeListener("words", goes);
                    return null;
                });
                together.await();
                streams.addListener("words", comes);
                gone.get();

                assertThat(streams.listeners("words")).as("round %d", round).containsExactly(comes);
                streams.removeListener("words", comes);
            }
            assertThat(streams.listeners("words")).isEmpty();
        } finally {
            other.shutdownNow();
        }
    }

    private static final class Nobody implements ChunkEvent.Listener {

        @Override
        public boolean accepts(ChunkEvent.Type type) {
            return false;
        }

        @Override
        public UnitSettings units() {
            return UnitSettings.of(ChunkUnit.ARRIVAL, 0, 0, null);
        }

        @Override
        public Exception deliver(ChunkEvent event) {
            throw new AssertionError("accepts nothing");
        }
    }
}
