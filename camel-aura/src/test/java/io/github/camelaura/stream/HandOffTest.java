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

import java.util.concurrent.CompletableFuture;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.support.AuraTestSupport;

@Timeout(AuraTestSupport.PATIENCE)
class HandOffTest {

    private final HandOff handOff = new HandOff();

    @Test
    void secondChunkWaitsUntilTheFirstIsTaken() throws Exception {
        CompletableFuture<Void> added = new CompletableFuture<>();
        Thread adding = thread(() -> {
            handOff.add("one");
            handOff.add("two");
            added.complete(null);
        });
        awaitWaiting(adding);
        assertThat(added).isNotDone();

        assertThat(handOff.take(0)).isEqualTo("one");

        AuraTestSupport.await(added);
        handOff.end();
        assertThat(handOff.take(0)).isEqualTo("two");
        assertThat(handOff.take(0)).isNull();
    }

    @Test
    void takeReturnsAnEmptyTextIfNothingComesInTime() {
        assertThat(handOff.take(1)).isEmpty();
        handOff.add("one");
        assertThat(handOff.take(1)).isEqualTo("one");
    }

    @Test
    void closeFreesTheThreadThatAdds() throws Exception {
        handOff.add("one");
        Thread adding = thread(() -> handOff.add("two"));
        awaitWaiting(adding);

        handOff.close();

        adding.join();
        assertThat(handOff.take(0)).isNull();
        handOff.add("three");
        assertThat(handOff.take(0)).isNull();
    }

    @Test
    void interruptEndsNoWaitAndIsKept() throws Exception {
        CompletableFuture<String> taken = new CompletableFuture<>();
        CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
        Thread taking = thread(() -> {
            taken.complete(handOff.take(0));
            interrupted.complete(Thread.currentThread().isInterrupted());
        });
        awaitWaiting(taking);

        taking.interrupt();
        handOff.add("one");

        assertThat(AuraTestSupport.await(taken)).isEqualTo("one");
        assertThat(AuraTestSupport.await(interrupted)).isTrue();
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        return thread;
    }

    private static void awaitWaiting(Thread thread) {
        Awaitility.await()
                .until(() ->
                        thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }
}
