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
package io.github.camelaura.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

class LiveThreadTest {

    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void end() {
        end.countDown();
    }

    @Test
    void platformThreadIsFound() {
        Thread thread = new Thread(this::hold, "of the platform");
        thread.start();

        awaitFound(thread);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreadIsFound() throws ReflectiveOperationException {
        awaitFound((Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, (Runnable) this::hold));
    }

    private void hold() {
        try {
            assertThat(end.await(AuraTestSupport.PATIENCE, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitFound(Thread thread) {
        Awaitility.await().atMost(AuraTestSupport.PATIENCE, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        LiveThread.all())
                .filteredOn(each -> each.id() == thread.getId())
                .singleElement()
                .satisfies(each -> assertThat(each.name()).isEqualTo(thread.getName()))
                .matches(each -> each.isIn(LiveThreadTest.class.getName() + ".")));
    }
}
