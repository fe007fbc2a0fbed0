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

import java.util.List;
import java.util.Random;

import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraException;
import io.github.camelaura.AuraRequestException;
import io.github.camelaura.support.RandomReply;
import io.github.camelaura.support.RandomReply.Fault;

/** How a request of the soak is sent, and how it may end. {@link SoakRoutes} has a route for each way. */
enum SoakWay {
    REPLY,
    FORWARDED,
    SPLIT,
    CLOSED_EARLY,
    CANCELLED,
    TIMED_OUT,
    FAILING_ROUTE,
    OVERLOADED,
    READ_AS_BYTES,
    EVICTED,
    WITH_TOKEN,
    HANGING_PASSWORD_FILE,
    INVALID;

    private static final List<SoakWay> ALL = List.of(values());

    /** Returns a random way, mostly {@link #REPLY}. */
    static SoakWay of(Random random) {
        return random.nextInt(2) == 0 ? REPLY : ALL.get(random.nextInt(ALL.size()));
    }

    String uri() {
        return "direct:" + name();
    }

    /**
     * Returns whether an exchange ended as it must.
     *
     * @param got the text that the routes received
     */
    boolean permits(RandomReply reply, String got, Exchange answer) {
        boolean beginning = reply.text().startsWith(got);
        if (answer.getException() != null) {
            if (this == EVICTED && isMissingProducer(answer.getException())) {
                return true;
            }
            AuraException failure = ObjectHelper.getException(AuraException.class, answer.getException());
            return beginning && failure != null && permits(reply.fault(), failure);
        }
        return beginning
                && switch (this) {
                    case REPLY -> isWhole(reply, got) && isWhole(reply, body(answer));
                    case SPLIT, READ_AS_BYTES -> isWhole(reply, got);
                    case CLOSED_EARLY -> true;
                    case INVALID -> false;
                    default -> isWhole(reply, body(answer));
                };
    }

    private boolean permits(Fault fault, AuraException failure) {
        return switch (this) {
            case REPLY, FORWARDED, SPLIT, READ_AS_BYTES -> fault != Fault.NONE;
            case INVALID -> failure instanceof AuraRequestException;
            case HANGING_PASSWORD_FILE ->
                !(failure instanceof AuraCredentialException)
                        || failure.getMessage().contains("was not read within loginTimeout");
            default -> true;
        };
    }

    /** Whether Camel's cache returned no producer, because another thread evicted it in the same moment. */
    private static boolean isMissingProducer(Exception e) {
        return e instanceof IllegalStateException && e.getMessage().startsWith("No producer");
    }

    private static boolean isWhole(RandomReply reply, Object text) {
        return reply.fault() == Fault.NONE && reply.text().equals(text);
    }

    private static Object body(Exchange answer) {
        return answer.getMessage().getBody();
    }
}
