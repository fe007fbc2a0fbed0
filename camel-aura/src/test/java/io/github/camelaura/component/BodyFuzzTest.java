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
package io.github.camelaura.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraRequestException;

/**
 * Randomly changed bodies: each becomes a valid request or is rejected with a reason. {@code -Dtest.seed} and {@code
 * -Dtest.rounds} repeat or prolong a run.
 */
class BodyFuzzTest extends CamelTestSupport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> BODIES = List.of(
            "[{\"role\":\"user\",\"content\":\"hello\"}]",
            "{\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"h\\u00e9\"}],"
                    + "\"model\":\"m\",\"temperature\":0.5,\"max_tokens\":2000,\"stream\":true}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"1\"},{\"role\":\"assistant\",\"content\":\"2\"},"
                    + "{\"role\":\"user\",\"content\":\"3\",\"name\":null}],\"temperature\":2}");
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "null",
            "true",
            "1e999",
            "-0.0",
            "99999999999999999999",
            "0.1e-400",
            "\\ud800",
            "\\udc00\\ud800",
            "\\u0000",
            "\ufeff",
            "\u2028",
            "\ud83d\ude00",
            "\ud83d",
            "\"role\":",
            "\"content\":",
            "\"max_tokens\":1.5,",
            "\"max_tokens\":\"2000\",",
            "\"temperature\":NaN,",
            "\"model\":{},",
            "\"messages\":3,",
            "{\"role\":\"user\",\"content\":\"x\"},",
            "[".repeat(2000),
            "9".repeat(2000));

    private final long seed = Long.getLong("test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RequestBinding binding = new RequestBinding("support", new AuraConfiguration());

    @Test
    void changedBodyBecomesAValidRequestOrIsRejected() throws Exception {
        int refused = 0;
        int rounds = Integer.getInteger("test.rounds", 20_000);
        for (int i = 0; i < rounds; i++) {
            String body = changed(BODIES.get(random.nextInt(BODIES.size())));
            if (!isAsked(body)) {
                refused++;
            }
        }
        assertThat(refused).as("seed %d", seed).isBetween(rounds / 20, rounds);
    }

    private String changed(String body) {
        StringBuilder text = new StringBuilder(body);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int from = random.nextInt(text.length() + 1);
            int to = Math.min(text.length(), from + random.nextInt(8));
            switch (random.nextInt(3)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(to, text.substring(from, to));
                default -> text.insert(from, PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return text.toString();
    }

    private boolean isAsked(String body) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(as(body));
        if (random.nextInt(4) > 0) {
            exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        }
        byte[] sent;
        try {
            sent = RequestBinding.write(binding.bind(exchange, RequestRules.NONE), AdditionalBody.NONE);
        } catch (AuraRequestException e) {
            assertThat(e.getMessage()).as("seed %d, %s", seed, body).isNotBlank();
            return false;
        } catch (Exception | StackOverflowError e) {
            return fail("seed " + seed + ", " + body, e);
        }
        assertReadable(JSON.readTree(sent), body);
        return true;
    }

    private Object as(String body) {
        return switch (random.nextInt(4)) {
            case 0 -> body;
            case 1 -> body.getBytes(StandardCharsets.UTF_8);
            case 2 -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
            default -> new StringReader(body);
        };
    }

    private void assertReadable(JsonNode request, String body) {
        assertThat(request.at("/model/id").asText())
                .as("seed %d, %s", seed, body)
                .isNotEmpty();
        assertThat(request.at("/model/tokenLimit").asInt()).as(body).isPositive();
        assertThat(request.get("temperature").asDouble()).as(body).isBetween(0.0, 2.0);
        assertThat(request.get("messages"))
                .as("seed %d, %s", seed, body)
                .isNotEmpty()
                .allSatisfy(message -> {
                    assertThat(message.get("role").asText()).isIn("user", "assistant");
                    assertThat(message.get("content").asText()).isNotEmpty();
                });
    }
}
