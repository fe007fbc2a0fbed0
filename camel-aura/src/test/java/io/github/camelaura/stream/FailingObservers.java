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

import java.util.Random;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

import io.github.camelaura.AuraStreamEvent;

/** Observers of a context's streams that sometimes fail. Rarely, because each failure is logged. */
final class FailingObservers {

    private static final int EVENTS = 1_000;
    private static final int MEASUREMENTS = 20_000;

    private final Random random;

    private FailingObservers(Random random) {
        this.random = random;
    }

    static void add(CamelContext context, Random random) {
        FailingObservers observers = new FailingObservers(random);
        context.getManagementStrategy().addEventNotifier(observers.notifier());
        context.getRegistry().bind("meters", MeterRegistry.class, observers.meters());
    }

    private SimpleEventNotifierSupport notifier() {
        return new SimpleEventNotifierSupport() {
            @Override
            public boolean isEnabled(CamelEvent event) {
                return event instanceof AuraStreamEvent;
            }

            @Override
            public void notify(CamelEvent event) {
                failOnceIn(EVENTS);
            }
        };
    }

    private MeterRegistry meters() {
        return new SimpleMeterRegistry(SimpleConfig.DEFAULT, new Clock() {
            @Override
            public long wallTime() { // of each measurement
                failOnceIn(MEASUREMENTS);
                return SYSTEM.wallTime();
            }

            @Override
            public long monotonicTime() {
                return SYSTEM.monotonicTime();
            }
        });
    }

    private void failOnceIn(int times) {
        switch (random.nextInt(2 * times)) {
            case 0 -> throw new OnPurpose();
            case 1 -> throw new ErrorOnPurpose();
            default -> {
                // works
            }
        }
    }

    /** Without a stack trace, which would fill the log. */
    private static final class OnPurpose extends RuntimeException {

        private static final long serialVersionUID = 1;

        OnPurpose() {
            super("expected by this test", null, false, false);
        }
    }

    /** Without a stack trace, which would fill the log. */
    private static final class ErrorOnPurpose extends Error {

        private static final long serialVersionUID = 1;

        ErrorOnPurpose() {
            super("expected by this test", null, false, false);
        }
    }
}
