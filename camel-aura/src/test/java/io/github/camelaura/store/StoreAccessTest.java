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

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelaura.support.LogCapture;

/** Each access that hangs waits for a latch. The clock stands still unless a test sets it; only callers wait for real time. */
@Timeout(60)
class StoreAccessTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final String UNKNOWN = ". The value may or may not have been changed";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong nanos = new AtomicLong();
    private final CountDownLatch answer = new CountDownLatch(1);

    @AfterEach
    void end() throws InterruptedException {
        answer.countDown();
        threads.shutdown();
        assertThat(threads.awaitTermination(20, SECONDS)).isTrue();
    }

    @Test
    void resultIsThatOfTheAction() throws Exception {
        StoreAccess access = access(LONG);

        assertThat(access.call(() -> "a")).isEqualTo("a");
        assertThat(access.<String>call(() -> null)).isNull();
        assertThat(access.state()).isEqualTo(new StoreState(null, null));
    }

    @Test
    void actionRunsOnTheExecutor() throws Exception {
        assertThat(access(LONG).call(Thread::currentThread)).isNotSameAs(Thread.currentThread());
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("topsecret"),
                new CancellationException("topsecret"),
                new CompletionException("topsecret", new IOException("topsecret")),
                new StackOverflowError("topsecret"),
                new NoClassDefFoundError("topsecret"),
                new IOException("topsecret")); // languages without checked exceptions throw it
    }

    @Test
    void outageAndItsEndAreOneLineEach() throws Exception {
        StoreAccess access = access(LONG);
        try (LogCapture log = new LogCapture(StoreAccess.class.getName(), Level.INFO)) {
            failure(access, () -> sneak(new IllegalStateException("topsecret")));
            failure(access, () -> sneak(new IllegalStateException("topsecret")));
            access.call(() -> "a");
            access.call(() -> "a");

            assertThat(log.lines()).hasSize(2).noneMatch(line -> line.contains("topsecret"));
            assertThat(log.lines().get(0)).contains("WARN", "credentialStore failed with");
            assertThat(log.lines().get(1)).contains("INFO", "credentialStore answers again");
        }
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureOfTheMapIsTheCauseWithoutItsMessage(Throwable cause) throws Exception {
        StoreAccess access = access(LONG);

        StoreException failure = failure(access, () -> sneak(cause));

        assertThat(failure)
                .hasMessage("credentialStore failed with " + cause.getClass().getName() + UNKNOWN
                        + ". Check whether the map can be reached, and whether its keys and values are text")
                .cause()
                .isInstanceOf(MapFailure.class)
                .hasMessageStartingWith(cause.getClass().getName())
                .hasMessageNotContaining("topsecret");
        assertThat(failure.getCause().getStackTrace()).isEqualTo(cause.getStackTrace());
        assertThat(failure.getStackTrace())
                .anyMatch(line -> line.getClassName().equals(StoreAccessTest.class.getName()));
        assertThat(access.state()).isEqualTo(new StoreState(NOW, failure.getMessage()));
        assertThat(access.call(() -> "a")).isEqualTo("a");
        assertThat(access.state()).isEqualTo(StoreState.WORKING);
    }

    @Test
    void stateHasTheTimeOfTheFirstFailureAndTheMessageOfTheLast() {
        AtomicLong seconds = new AtomicLong();
        Clock clock = new Ticking(seconds);
        StoreAccess access = new StoreAccess(threads, clock, nanos::get, LONG);
        StoreException first = failure(access, () -> sneak(new IllegalStateException()));
        seconds.set(60);

        StoreException second = failure(access, () -> sneak(new IllegalArgumentException()));

        assertThat(second).hasMessageNotContaining(first.getMessage());
        assertThat(access.state()).isEqualTo(new StoreState(NOW, second.getMessage()));
    }

    @Test
    void callerWaitsAsLongAsTheLimit() {
        StoreAccess access = access(SHORT);
        long begun = System.nanoTime();

        StoreException failure = failure(access, this::hang);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(SHORT);
        assertThat(failure)
                .hasMessageStartingWith("credentialStore did not answer within 0 s")
                .hasNoCause();
        assertThat(access.state()).isEqualTo(new StoreState(NOW, failure.getMessage()));
    }

    @Test
    void messageNamesTheLimit() {
        assertThat(StoreException.late(Duration.ofSeconds(EncryptedStore.ACCESS_SECONDS)))
                .hasMessage("credentialStore did not answer within 10 s" + UNKNOWN
                        + ". Check whether the map can be reached");
    }

    @Test
    void accessesFailAtOnceWhileOneIsLate() {
        StoreAccess access = access(SHORT);
        failure(access, this::hang);
        AtomicInteger begun = new AtomicInteger();
        nanos.set(SECONDS.toNanos(25));

        for (int i = 0; i < 100; i++) {
            StoreException failure = failure(access, begun::incrementAndGet);

            assertThat(failure)
                    .hasMessage("credentialStore has not answered for 25 s. Nothing was read or changed."
                            + " It is used again when it has answered. Check whether the map can be reached");
            assertThat(access.state()).isEqualTo(new StoreState(NOW, failure.getMessage()));
        }
        assertThat(begun).hasValue(0);
    }

    @Test
    void storeIsUsedAgainAfterTheLateAccessHasReturned() throws Exception {
        StoreAccess access = access(SHORT);
        failure(access, this::hang);
        nanos.set(SHORT.toNanos());
        assertThat(failure(access, () -> "a")).hasMessageContaining("has not answered");

        answer.countDown();
        await().until(() -> access.state().failedSince() == null);

        awaitAnswer(access);
    }

    @Test
    void storeIsUsedAgainAfterTheLateAccessHasFailed() throws Exception {
        StoreAccess access = access(SHORT);
        failure(access, () -> {
            hang();
            throw new IllegalStateException();
        });
        nanos.set(SHORT.toNanos());
        assertThat(failure(access, () -> "a")).hasMessageContaining("has not answered");

        answer.countDown();
        await().until(() -> access.state().failure().contains("IllegalStateException"));

        awaitAnswer(access);
        assertThat(access.state()).isEqualTo(StoreState.WORKING);
    }

    @Test
    void successOfAnotherAccessDoesNotHideOneThatIsLate() throws Exception {
        StoreAccess access = access(LONG);
        CompletableFuture<StoreException> hanging = inBackground(access, this::hang);
        CountDownLatch other = new CountDownLatch(1);
        CompletableFuture<StoreException> working = inBackground(access, () -> uninterrupted(other));
        nanos.set(LONG.toNanos());
        StoreException refused = failure(access, () -> "a");

        other.countDown();

        assertThat(working.get(20, SECONDS)).isNull();
        assertThat(access.state()).isEqualTo(new StoreState(NOW, refused.getMessage()));
        answer.countDown();
        assertThat(hanging.get(20, SECONDS)).isNull();
        assertThat(access.state()).isEqualTo(StoreState.WORKING);
    }

    @Test
    void storeIsUsedAgainOnlyAfterAllLateAccessesHaveReturned() throws Exception {
        StoreAccess access = access(LONG);
        CountDownLatch first = new CountDownLatch(1);
        CompletableFuture<StoreException> one = inBackground(access, () -> uninterrupted(first));
        CompletableFuture<StoreException> two = inBackground(access, this::hang);
        nanos.set(LONG.toNanos());

        first.countDown();
        assertThat(one.get(20, SECONDS)).isNull();
        assertThat(failure(access, () -> "a")).hasMessageContaining("has not answered");

        answer.countDown();
        assertThat(two.get(20, SECONDS)).isNull();
        assertThat(access.call(() -> "a")).isEqualTo("a");
    }

    @Test
    void interruptedCallerLeavesTheAccessUnderWay() throws Exception {
        StoreAccess access = access(LONG);
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger ended = new AtomicInteger();
        CompletableFuture<Throwable> result = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                access.call(() -> {
                    begun.countDown();
                    hang();
                    return ended.incrementAndGet();
                });
                result.complete(null);
            } catch (StoreException | InterruptedException e) {
                result.complete(e);
            }
        });
        caller.start();
        assertThat(begun.await(20, SECONDS)).isTrue();

        caller.interrupt();

        assertThat(result.get(20, SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(access.state()).isEqualTo(StoreState.WORKING);
        nanos.set(LONG.toNanos());
        assertThat(failure(access, () -> "a")).hasMessageContaining("has not answered");
        answer.countDown();
        await().untilAtomic(ended, is(1));
    }

    static Stream<Throwable> failuresOfExecutors() {
        return Stream.of(
                new RejectedExecutionException("topsecret"),
                new OutOfMemoryError("topsecret"),
                new NullPointerException("topsecret"));
    }

    @ParameterizedTest
    @MethodSource("failuresOfExecutors")
    void executorThatFailsBeginsNoAccess(Throwable cause) throws Exception {
        List<Throwable> failures = new ArrayList<>(List.of(cause));
        Executor executor = task -> {
            if (!failures.isEmpty()) {
                sneak(failures.remove(0));
            }
            threads.execute(task);
        };
        StoreAccess access = new StoreAccess(executor, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get, LONG);

        StoreException failure = failure(access, () -> "a");

        assertThat(failure)
                .hasMessage("credentialStore cannot be accessed, because the executor failed with "
                        + cause.getClass().getName()
                        + ". Nothing was read or changed. The component has stopped, or no thread"
                        + " can be created: check the limit of threads")
                .cause()
                .isSameAs(cause);
        assertThat(access.state()).isEqualTo(new StoreState(NOW, failure.getMessage()));
        nanos.set(LONG.toNanos()); // the access is not under way
        assertThat(access.call(() -> "a")).isEqualTo("a");
    }

    @Test
    void mapThatHangsHoldsNoMoreThreadsThanAccessesThatBeganBefore() throws Exception {
        AtomicInteger held = new AtomicInteger();
        StoreAccess access = access(LONG);
        for (int i = 0; i < 5; i++) {
            CompletableFuture<StoreException> unused = inBackground(access, () -> {
                held.incrementAndGet();
                return hang();
            });
        }
        await().untilAtomic(held, is(5));
        nanos.set(LONG.toNanos());

        for (int i = 0; i < 100; i++) {
            failure(access, held::incrementAndGet);
        }

        assertThat(held).hasValue(5);
    }

    private StoreAccess access(Duration limit) {
        return new StoreAccess(threads, Clock.fixed(NOW, ZoneOffset.UTC), nanos::get, limit);
    }

    /** A short limit may be too short for a busy machine, so several accesses may be necessary. */
    private static void awaitAnswer(StoreAccess access) {
        await().ignoreExceptions().until(() -> access.call(() -> "a").equals("a"));
    }

    private String hang() {
        return uninterrupted(answer);
    }

    private static String uninterrupted(CountDownLatch latch) {
        try {
            latch.await();
            return "late";
        } catch (InterruptedException e) {
            throw new AssertionError(e); // the access must not be interrupted
        }
    }

    /** Begins an access on another thread; completes with its failure, or null. Returns when the access is under way. */
    private CompletableFuture<StoreException> inBackground(StoreAccess access, Supplier<?> action) throws Exception {
        CompletableFuture<StoreException> result = new CompletableFuture<>();
        CountDownLatch begun = new CountDownLatch(1);
        threads.execute(() -> result.complete(failureOrNull(access, () -> {
            begun.countDown();
            return action.get();
        })));
        assertThat(begun.await(20, SECONDS)).isTrue();
        return result;
    }

    private static StoreException failure(StoreAccess access, Supplier<?> action) {
        StoreException failure = failureOrNull(access, action);
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).doesNotContain("topsecret");
        return failure;
    }

    private static StoreException failureOrNull(StoreAccess access, Supplier<?> action) {
        return catchThrowableOfType(StoreException.class, () -> access.call(action));
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T, E extends Throwable> T sneak(Throwable e) throws E {
        throw (E) e;
    }

    /** A clock that a test sets, in seconds after {@link #NOW}. */
    private static final class Ticking extends Clock {

        private final AtomicLong seconds;

        Ticking(AtomicLong seconds) {
            this.seconds = seconds;
        }

        @Override
        public Instant instant() {
            return NOW.plusSeconds(seconds.get());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
