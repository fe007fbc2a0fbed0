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
package io.github.camelaura.management;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.management.ComponentState.ConsumerState;
import io.github.camelaura.management.ComponentState.EndpointState;
import io.github.camelaura.stream.StreamState;
import io.github.camelaura.stream.StreamStatistics;

/** The state of a component as readable text. */
public final class ConsoleText {

    private ConsoleText() {}

    public static void write(ComponentState state, StringBuilder text) {
        text.append("Streams: ").append(counts(state.counts())).append('\n');
        section("Running", state.streams(), ConsoleText::stream, text);
        section("Endpoints", state.endpoints(), ConsoleText::endpoint, text);
        section("Consumers", state.consumers(), ConsoleText::consumer, text);
        section("Logins", state.logins(), ConsoleText::login, text);
    }

    private static <T> void section(String title, List<T> list, Function<T, String> line, StringBuilder text) {
        if (!list.isEmpty()) {
            text.append(title).append(":\n");
            list.forEach(
                    element -> text.append("    ").append(line.apply(element)).append('\n'));
        }
    }

    private static String counts(StreamStatistics.Counts counts) {
        return "%d begun, %d completed, %d failed, %d closed, %d chunks"
                .formatted(counts.begun(), counts.completed(), counts.failed(), counts.closed(), counts.chunks());
    }

    private static String stream(StreamState state) {
        return "%s %s (model %s, route %s): %s, age %d ms, idle %d ms, %d chunks"
                .formatted(
                        state.stream().name(),
                        state.stream().id(),
                        state.stream().model(),
                        state.stream().routeId() == null
                                ? "none"
                                : state.stream().routeId(),
                        state.phase().name().toLowerCase(Locale.ROOT),
                        state.age().toMillis(),
                        state.idle().toMillis(),
                        state.chunks());
    }

    private static String endpoint(EndpointState state) {
        String server = state.server() == null
                ? "no connection attempt yet"
                : (state.server().reachable() ? "reachable as of " : "not reachable as of ")
                        + state.server().asOf();
        return "%s: %s, %s".formatted(state.uri(), server, counts(state.counts()));
    }

    private static String consumer(ConsumerState state) {
        return "%s in route %s: %d delivered, %d failed"
                .formatted(state.name(), state.routeId(), state.delivered(), state.failed());
    }

    /** Describes logins, one text for each session, without secrets. */
    public static String[] logins(List<LoginStatus> states) {
        return states.stream().map(ConsoleText::login).toArray(String[]::new);
    }

    private static String login(LoginStatus state) {
        StringBuilder text = new StringBuilder(state.site()).append(state.used() ? ": " : " (not used): ");
        if (state.obtained() == null) {
            text.append("no credential");
        } else {
            text.append("credential ")
                    .append(state.generation())
                    .append(" obtained ")
                    .append(state.obtained());
            append(text, " by node ", state.node());
        }
        append(text, ", renewal due ", state.renewal());
        append(text, ", expires ", state.expiry());
        append(text, ", ", state.running() ? "a login is running" : null);
        append(text, ", ", state.rejected() ? "the account was rejected" : null);
        append(text, ", next login not before ", state.notBefore());
        append(text, ", last failure at ", state.failedAt());
        append(text, ": ", state.failure());
        if (state.store() != null) {
            append(text, ", credentialStore ", state.store().failure() == null ? "answers" : "fails");
            append(text, " since ", state.store().failedSince());
            append(text, ": ", state.store().failure());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, String label, Object value) {
        if (value != null) {
            text.append(label).append(value);
        }
    }
}
