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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import io.github.camelaura.support.RandomReply;
import io.github.camelaura.support.RandomReply.Fault;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;

/** Random replies of the soak's server, which is also a token endpoint of OAuth2 that often has a fault. */
final class SoakReplies implements Function<AuraRequest, AuraReply> {

    static final String TOKEN_PATH = "/token";

    private static final List<AuraReply> TOKENS = List.of(
            AuraReply.chunks("{\"access_token\": \"token\"}"),
            AuraReply.chunks("{\"access_token\": ").cut(),
            AuraReply.chunks("{\"access_token\": ").stall(),
            AuraReply.words("{ ".repeat(1000), Duration.ofMillis(10)),
            AuraReply.chunks("no JSON"),
            AuraReply.chunks("[]"),
            AuraReply.status(401, "Unauthorized", "{\"error\": \"invalid_client\"}"),
            AuraReply.silence());

    private final Map<String, RandomReply> expected = new ConcurrentHashMap<>();
    private final Random random;

    SoakReplies(Random random) {
        this.random = random;
    }

    @Override
    public AuraReply apply(AuraRequest request) {
        if (request.path().equals(TOKEN_PATH)) {
            return random.nextInt(2) == 0 ? TOKENS.get(0) : TOKENS.get(random.nextInt(TOKENS.size()));
        }
        RandomReply reply = expected.get(request.question());
        return reply == null ? AuraReply.empty() : reply.reply(); // null: the caller has timed out
    }

    /** Returns the reply to a prompt from now on. */
    RandomReply expect(String prompt, Random choice) {
        RandomReply reply = RandomReply.of(choice);
        RandomReply sent = new RandomReply(
                reply.text(),
                reply.fault(),
                reply.fault() == Fault.NONE ? withOddHeader(reply.reply(), choice) : reply.reply());
        expected.put(prompt, sent);
        return sent;
    }

    private static AuraReply withOddHeader(AuraReply reply, Random choice) {
        return switch (choice.nextInt(4)) {
            case 0 -> reply.header("Content-Encoding", "none");
            case 1 -> reply.header("Content-Type", "text/html");
            default -> reply;
        };
    }

    void forget(String prompt) {
        expected.remove(prompt);
    }

    /** Returns the prompts that are expected. */
    Set<String> expected() {
        return expected.keySet();
    }
}
