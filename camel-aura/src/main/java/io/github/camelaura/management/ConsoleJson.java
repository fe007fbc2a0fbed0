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

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

import io.github.camelaura.login.LoginStatus;
import io.github.camelaura.management.ComponentState.ConsumerState;
import io.github.camelaura.management.ComponentState.EndpointState;
import io.github.camelaura.stream.StreamState;
import io.github.camelaura.stream.StreamStatistics;

/** The state of a component as JSON: durations in milliseconds, times in ISO 8601. Unknown values are omitted. */
public final class ConsoleJson {

    private ConsoleJson() {}

    public static JsonObject of(ComponentState state) {
        JsonObject json = new JsonObject();
        json.put("counts", counts(state.counts()));
        json.put("streams", array(state.streams(), ConsoleJson::stream));
        json.put("endpoints", array(state.endpoints(), ConsoleJson::endpoint));
        json.put("consumers", array(state.consumers(), ConsoleJson::consumer));
        json.put("logins", array(state.logins(), ConsoleJson::login));
        return json;
    }

    private static <T> JsonArray array(List<T> list, Function<T, JsonObject> element) {
        return new JsonArray((Collection<?>) list.stream().map(element).toList());
    }

    private static JsonObject counts(StreamStatistics.Counts counts) {
        JsonObject json = new JsonObject();
        json.put("begun", counts.begun());
        json.put("completed", counts.completed());
        json.put("failed", counts.failed());
        json.put("closed", counts.closed());
        json.put("chunks", counts.chunks());
        return json;
    }

    private static JsonObject stream(StreamState state) {
        JsonObject json = new JsonObject();
        json.put("id", state.stream().id());
        json.put("name", state.stream().name());
        json.put("model", state.stream().model());
        json.put("exchangeId", state.stream().exchangeId());
        put(json, "routeId", state.stream().routeId());
        json.put("phase", state.phase().name());
        json.put("age", state.age().toMillis());
        json.put("idle", state.idle().toMillis());
        json.put("chunks", state.chunks());
        return json;
    }

    private static JsonObject endpoint(EndpointState state) {
        JsonObject json = new JsonObject();
        json.put("uri", state.uri());
        put(json, "baseUrl", state.baseUrl());
        json.put("counts", counts(state.counts()));
        if (state.server() != null) {
            json.put("reachable", state.server().reachable());
            put(json, "asOf", state.server().asOf());
            put(json, "failure", state.server().failure());
        }
        return json;
    }

    private static JsonObject consumer(ConsumerState state) {
        JsonObject json = new JsonObject();
        json.put("name", state.name());
        put(json, "routeId", state.routeId());
        json.put("delivered", state.delivered());
        json.put("failed", state.failed());
        return json;
    }

    private static JsonObject login(LoginStatus state) {
        JsonObject json = new JsonObject();
        json.put("site", state.site());
        json.put("used", state.used());
        json.put("generation", state.generation());
        put(json, "obtained", state.obtained());
        if (state.obtained() != null) {
            json.put("age", Duration.between(state.obtained(), Instant.now()).toMillis());
        }
        put(json, "renewal", state.renewal());
        put(json, "expiry", state.expiry());
        json.put("running", state.running());
        json.put("rejected", state.rejected());
        json.put("failures", state.failures());
        put(json, "notBefore", state.notBefore());
        put(json, "failedAt", state.failedAt());
        put(json, "failure", state.failure());
        put(json, "node", state.node());
        if (state.store() != null) {
            json.put("credentialStore", state.store().failure() == null ? "UP" : "DOWN");
            put(json, "credentialStoreFailedSince", state.store().failedSince());
            put(json, "credentialStoreFailure", state.store().failure());
        }
        return json;
    }

    private static void put(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value.toString());
        }
    }
}
