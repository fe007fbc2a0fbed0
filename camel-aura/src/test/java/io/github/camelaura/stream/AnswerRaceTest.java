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

import static io.github.camelaura.support.Interleavings.require;
import static io.github.camelaura.support.Interleavings.together;

import java.io.IOException;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.Interleavings;

/** The stream's thread answers an exchange while a thread that the timer started answers it, too. */
@Tag("interleavings")
class AnswerRaceTest {

    @Test
    void twoThreadsAtTheSameTimeAnswerTheExchangeOnce() {
        Interleavings.check(() -> {
            Exchange exchange = new DefaultExchange((CamelContext) null);
            Throwable[] answers = new Throwable[1];
            int[] callbacks = new int[1];
            Answer answer = new Answer(exchange, doneSync -> {
                callbacks[0]++;
                answers[0] = exchange.getException();
            });

            together(
                    () -> answer.fail(new IOException("timeout"), "words", false),
                    () -> answer.fail(new IOException("connection reset"), "words", false));

            require(callbacks[0] == 1, "the callback is called once");
            require(answers[0] != null, "the exchange has its answer when the callback is called");
            require(answers[0] == exchange.getException(), "the exchange does not change after the callback");
        });
    }
}
