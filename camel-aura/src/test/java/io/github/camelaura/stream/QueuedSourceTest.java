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

    @Test
    void emptyTextShowsThatNoChunkCameInTime() throws Throwable {
        ChunkIterator.Source chunks = new ScriptedSource("one", "two");
        CountDownLatch begin = new CountDownLatch(1);
        QueuedSource source = new QueuedSource(chunks, new HandOff(), 1, task -> new Thread(() -> {
                    awaitQuietly(begin);
                    task.run();
                })
                .start());

        assertThat(source.readNext()).isEmpty();
        assertThat(source.readNext()).isEmpty();

        begin.countDown();
        assertThat(textOf(source)).isEqualTo("onetwo");
    }

    @Test
    void stopAfterTheFirstReadWithoutAThreadIsNotTheEndOfTheReply() {
        QueuedSource source = new QueuedSource(new ScriptedSource("one", "two", "three"), new HandOff(), 1, task -> {
            throw new RejectedExecutionException("stopped");
        });

        assertThatThrownBy(source::readNext).isInstanceOf(RejectedExecutionException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String textOf(QueuedSource source) throws Throwable {
        StringBuilder text = new StringBuilder();
        for (String chunk = source.readNext(); chunk != null; chunk = source.readNext()) {
            text.append(chunk);
        }
        return text.toString();
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
            public void finish() {
                throw new AssertionError("a broken reply has no end");
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
