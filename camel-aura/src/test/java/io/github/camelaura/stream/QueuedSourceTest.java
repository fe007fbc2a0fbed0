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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.github.camelaura.ChunkUnit;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.unit.IntervalUnits;
import io.github.camelaura.unit.UnitSettings;

class QueuedSourceTest {

    private final CountDownLatch broken = new CountDownLatch(1);

    @Test
    void readDuringACloseFailsInsteadOfEndingTheReply() throws Throwable {
        QueuedSource source = source(task -> new Thread(task).start());
        assertThat(source.readNext()).isEqualTo("one\n");
        source.abandon();
        CompletableFuture<Object> read = new CompletableFuture<>();

        Thread reader = new Thread(() -> read.complete(outcome(source)));
        reader.start();
        Awaitility.await().until(() -> reader.getState() == Thread.State.WAITING || !reader.isAlive());
        broken.countDown(); // the close reaches the thread that reads the reply

        assertThat(read.get(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void readAfterAStopFailsAsTheStreamDoes() throws Throwable {
        QueuedSource source = source(task -> {
            throw new RejectedExecutionException();
        });
        broken.countDown();
        assertThat(source.readNext()).isEqualTo("one\n");

        assertThatThrownBy(source::readNext).isInstanceOf(IOException.class);
    }

    /** Returns a source whose stream breaks after its first chunk. */
    private QueuedSource source(Executor executor) {
        IntervalUnits units = new IntervalUnits(UnitSettings.of(ChunkUnit.LINE, 3_600_000, 0, null));
        units.add("one\n");
        ChunkIterator.Source chunks = new ChunkIterator.Source() {
            @Override
            public String readNext() throws Throwable {
                broken.await();
                throw new IOException("broken");
            }

            @Override
            public void abandon() {
                // the read fails when the test says so
            }
        };
        return new QueuedSource(chunks, units, 0, executor);
    }

    private static Object outcome(QueuedSource source) {
        try {
            return "end with " + source.readNext();
        } catch (Throwable e) {
            return e;
        }
    }
}
