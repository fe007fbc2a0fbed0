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
package io.github.camelaura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

/** {@code streaming=true} says so when its stream can't be read, where an end would pass for the end of the reply. */
class StreamingMisuseTest extends AuraTestSupport {

    private final List<String> read = Collections.synchronizedList(new ArrayList<>());

    @Test
    void redeliveredStepThatReadAlreadyIsToldThatItCannotReadAgain() throws Exception {
        routes(route -> {
            route.errorHandler(
                    route.defaultErrorHandler().maximumRedeliveries(1).redeliveryDelay(0));
            route.from("direct:in").to(uri("x", "streaming=true")).process(readOneAndFail());
        });
        Exchange exchange = await(ask("direct:in", "one two three"));
        assertThat(exchange.getException())
                .hasRootCauseInstanceOf(AuraStreamException.class)
                .hasStackTraceContaining("can't be read a second time");
        assertThat(read).hasSize(1);
    }

    @Test
    void readerAfterTheEndOfTheExchangeIsToldThatItIsTooLate() throws Exception {
        Iterator<?> chunks = await(ask(uri("x", "streaming=true"), "one two three"))
                .getMessage()
                .getBody(Iterator.class);
        assertThat(chunks.hasNext()).isTrue();
        assertThat(catchThrowable(chunks::next))
                .hasRootCauseInstanceOf(AuraStreamException.class)
                .hasStackTraceContaining("was closed when the exchange that asked was done");
        assertThat(chunks.hasNext()).isFalse();
    }

    private Processor readOneAndFail() {
        return exchange -> {
            Iterator<?> chunks = exchange.getMessage().getBody(Iterator.class);
            read.add((String) chunks.next());
            throw new IllegalStateException("failed after one chunk");
        };
    }
}
