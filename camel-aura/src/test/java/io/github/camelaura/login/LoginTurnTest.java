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
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraCredentialException.Reason;

/** Only one login of an account runs at a time. */
class LoginTurnTest extends ThrottleTestSupport {

    private final ThrottledAccount elsewhere = join("jane", "chat.example.com", "https://a.example");

    @Test
    void secondLoginRunsAfterTheFirstHasSucceeded() {
        LoginTurn first = begin(jane);
        LoginTurn second = next(elsewhere);
        assertThat(second.decision()).isNotDone();

        first.passwordUsed();
        first.succeeded();

        assertThat(second.decision()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void secondLoginIsDeniedDuringTheBackOffOfTheFirst() {
        LoginTurn first = begin(jane);
        LoginTurn second = next(elsewhere);

        failWithPassword(first, Reason.PROCESSOR_FAILED);

        assertThat(second.decision().join())
                .hasValueSatisfying(denial -> assertThat(denial.reason()).isEqualTo(Reason.BACKING_OFF));
    }

    @Test
    void loginOfAnotherAccountDoesNotWait() {
        begin(jane);

        begin(join("joe", null, CHAT));
    }

    @Test
    void turnsAreGrantedInTheOrderOfTheirRequests() {
        LoginTurn first = begin(jane);
        LoginTurn second = next(elsewhere);
        LoginTurn third = next(jane);

        first.succeeded();
        assertThat(third.decision()).isNotDone();
        second.succeeded();

        assertThat(third.decision()).isCompletedWithValue(Optional.empty());
    }

    @Test
    void withdrawnTurnIsSkipped() {
        LoginTurn first = begin(jane);
        LoginTurn second = next(elsewhere);
        LoginTurn third = next(jane);

        assertThat(second.withdraw()).isTrue();
        first.succeeded();

        assertThat(third.decision()).isCompletedWithValue(Optional.empty());
        assertThat(third.withdraw()).isFalse();
        assertThat(second.decision()).isNotDone();
    }

    @Test
    void onlyOneOfManyThreadsHasTheTurn() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        CountDownLatch allAsked = new CountDownLatch(1);
        ExecutorService executor = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> asking = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                ThrottledAccount account = i % 2 == 0 ? jane : elsewhere;
                asking.add(executor.submit(() -> {
                    allAsked.await();
                    LoginTurn turn = next(account);
                    turn.decision().join();
                    int running = atOnce.incrementAndGet();
                    account.history(turn); // takes the lock, so that simultaneous turns would be seen
                    atOnce.decrementAndGet();
                    turn.succeeded();
                    assertThat(running).isEqualTo(1);
                    return null;
                }));
            }
            allAsked.countDown();
            for (Future<?> one : asking) {
                one.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }
}
