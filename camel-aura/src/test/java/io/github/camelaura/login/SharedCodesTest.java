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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.SharedNodes.Node;

/** Nodes use no one-time code twice. */
@Timeout(60)
class SharedCodesTest {

    private static final TotpSeed SEED = TotpSeed.parse("loginTotpSecret", "JBSWY3DPEHPK3PXP");
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SharedNodes nodes = new SharedNodes();

    @AfterEach
    void stop() {
        nodes.close();
    }

    private static boolean allows(CodePeriods codes, int period) {
        Instant start = START.plus(PERIOD.multipliedBy(period));
        return codes.allow(start, PERIOD, start.plusSeconds(1));
    }

    private static CodePeriods used(int... periods) {
        CodePeriods codes = CodePeriods.NONE;
        for (int period : periods) {
            codes = codes.and(START.plus(PERIOD.multipliedBy(period)));
        }
        return codes;
    }

    @Test
    void usedCodeAndTheOneBeforeItAreNotUsedAgain() {
        assertThat(allows(used(5), 5)).isFalse();
        assertThat(allows(used(5), 4)).isFalse();
        assertThat(allows(used(5), 6)).isTrue();
    }

    @Test
    void codeFarInTheFutureBlocksOnlyItself() {
        assertThat(allows(used(100), 5)).isTrue();
        assertThat(allows(used(100, 5), 5)).isFalse();
        assertThat(allows(used(100, 5), 6)).isTrue();
        assertThat(allows(used(100, 5), 100)).isFalse();
    }

    @Test
    void periodThatIsAboutToEndIsNotUsed() {
        assertThat(CodePeriods.NONE.allow(START, PERIOD, START.plusSeconds(27))).isTrue();
        assertThat(CodePeriods.NONE.allow(START, PERIOD, START.plusSeconds(28))).isFalse();
    }

    @Test
    void lastPeriodsAreKeptInOrder() {
        CodePeriods codes = CodePeriods.NONE;
        for (int period = 0; period < 60; period += 2) {
            codes = codes.and(START.plus(PERIOD.multipliedBy(period + 1L)))
                    .and(START.plus(PERIOD.multipliedBy(period)));
        }

        assertThat(codes.starts()).hasSize(20).isSorted().doesNotHaveDuplicates();
        assertThat(codes.starts().get(19)).isEqualTo(START.plus(PERIOD.multipliedBy(59)));
    }

    /** A login that uses codes as pages require them, and then fails. */
    private static final class CodeLogin implements Login {

        private final List<Boolean> requests;
        private final List<String> codes = new ArrayList<>();

        CodeLogin(Boolean... requests) {
            this.requests = List.of(requests);
        }

        @Override
        public void check() {}

        @Override
        public void abort() {}

        @Override
        public void run(Account account, Observer observer) throws LoginException {
            for (boolean again : requests) {
                codes.add(observer.nextCode(SEED, again));
            }
            throw new LoginException(Reason.STOPPED, "It failed."); // causes no wait
        }
    }

    private static List<String> codes(Node node, Boolean... again) {
        CodeLogin login = new CodeLogin(again);
        node.logins = () -> login;
        assertThat(catchThrowable(() -> node.get().get(20, TimeUnit.SECONDS))).hasMessageContaining("It failed");
        return login.codes;
    }

    /** Sets the clock of a node. */
    private static void next(Node node, Instant time) {
        node.clock.pass(Duration.between(node.clock.instant(), time));
    }

    @Test
    void noNodeUsesTheCodeOfAnother() {
        Node first = nodes.start("first");
        Node second = nodes.start("second");
        Instant start = SEED.start(Instant.now().plusSeconds(60));
        next(first, start.plusSeconds(1));
        next(second, start.plusSeconds(20));

        List<String> ofFirst = codes(first, false, false);
        List<String> ofSecond = codes(second, false);
        next(second, start.plusSeconds(31));
        List<String> later = codes(second, false);

        assertThat(ofFirst).containsExactly(TotpGenerator.code(SEED, start), null);
        assertThat(ofSecond).containsOnlyNulls();
        assertThat(later).containsExactly(TotpGenerator.code(SEED, start.plusSeconds(30)));
    }

    @Test
    void loginGetsItsOwnCodeAgainButNotThatOfAnotherLogin() {
        Node first = nodes.start("first");
        Node second = nodes.start("second");
        Instant start = SEED.start(Instant.now().plusSeconds(60));
        next(first, start.plusSeconds(1));
        next(second, start.plusSeconds(15));
        String code = TotpGenerator.code(SEED, start);

        assertThat(codes(first, false, true, true)).containsExactly(code, code, code);
        assertThat(codes(second, true)).containsOnlyNulls();
    }

    @Test
    void nodesWhoseClocksDifferUseDifferentCodes() {
        Instant start = SEED.start(Instant.now().plusSeconds(3600));
        Node ahead = nodes.start("ahead");
        Node right = nodes.start("right");
        Node behind = nodes.start("behind");
        List<String> used = new ArrayList<>();
        for (int round = 0; round < 5; round++) {
            Instant time = start.plusSeconds(300L * round + 1);
            next(ahead, time.plusSeconds(60));
            used.addAll(codes(ahead, false));
            next(right, time.plusSeconds(15 + 60));
            used.addAll(codes(right, false));
            next(behind, time.plusSeconds(240 - 60));
            used.addAll(codes(behind, false));
        }

        assertThat(used)
                .filteredOn(code -> code != null)
                .hasSizeGreaterThanOrEqualTo(10)
                .doesNotHaveDuplicates();
    }

    @Test
    void codeThatTheMapLostTheAnswerOfIsUsed() {
        SwitchableMap view = new SwitchableMap(nodes.map());
        Node node = nodes.start("node", view);
        view.fault = SwitchableMap.Fault.REFUSES_AFTER_CHANGE;
        Instant start = SEED.start(Instant.now().plusSeconds(60));
        next(node, start.plusSeconds(1));

        assertThat(codes(node, false, false)).containsExactly(TotpGenerator.code(SEED, start), null);
    }
}
