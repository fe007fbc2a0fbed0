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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

import io.github.camelaura.AuraConstants;
import io.github.camelaura.component.AuraComponent;
import io.github.camelaura.support.RandomReply;

/** The routes of the soak, and what they receive. The header {@code id} identifies a request. */
final class SoakRoutes extends RouteBuilder {

    /** The route that the soak stops and starts. */
    static final String CHANGING = "changing";

    private static final String ID = "id";
    private static final String LIMITS =
            "&onMalformedInput=REPORT&acceptHtmlReply=true&chunkTimeout=5s&firstChunkTimeout=5s&maxReplySize="
                    + RandomReply.MAX_SIZE;
    private static final String NO_LOGIN = "&credentialProcessor=none";
    private static final String MANY_AT_ONCE = "&maxConcurrentStreams=48";

    private final String server;
    private final Path passwordFile;
    private final Map<String, String> received = new ConcurrentHashMap<>();
    private final AtomicLong chunks = new AtomicLong();

    SoakRoutes(String server, Path passwordFile) {
        this.server = server;
        this.passwordFile = passwordFile;
    }

    /** Records what the routes receive for this request. */
    void begin(String id) {
        received.put(id, "");
    }

    /** Returns what the routes have received for this request. */
    String end(String id) {
        return received.remove(id);
    }

    /** Returns the number of chunks that the routes have received. */
    long chunks() {
        return chunks.get();
    }

    /** A route that consumes the chunks of {@link SoakWay#REPLY}, beside those that are always there. */
    static RouteBuilder consumer(String id) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true); // the queue is full
                from("aura:REPLY").routeId(id).to("seda:small?size=10");
            }
        };
    }

    @Override
    public void configure() {
        onException(IllegalStateException.class).handled(true); // on purpose, or a queue is full
        ask(SoakWay.REPLY, "");
        from("aura:REPLY").process(this::record);
        from("aura:REPLY").routeId(CHANGING).process(exchange -> chunks.incrementAndGet());
        from("aura:REPLY").threads(1, 2).process(exchange -> chunks.incrementAndGet());
        from("aura:REPLY").process(exchange -> fail());
        from("seda:small?size=10").process(exchange -> chunks.incrementAndGet());

        ask(SoakWay.FORWARDED, "&streamRepliesTo=direct:forwarded");
        from("direct:forwarded").process(this::record);

        ask(SoakWay.SPLIT, "&streaming=true").split(body()).streaming().process(this::record);
        ask(SoakWay.CLOSED_EARLY, "&streaming=true").process(this::readABit);
        ask(SoakWay.READ_AS_BYTES, "&streaming=true")
                .convertBodyTo(InputStream.class)
                .process(this::readBytes);

        ask(SoakWay.CANCELLED, "");
        from("aura:CANCELLED").process(this::cancel);
        ask(SoakWay.TIMED_OUT, "&requestTimeout=20");
        ask(SoakWay.FAILING_ROUTE, "&stopOnException=true");
        from("aura:FAILING_ROUTE").process(this::record).process(exchange -> fail());

        from(SoakWay.EVICTED).toD(uri("new${random(5)}", NO_LOGIN + MANY_AT_ONCE), 2);
        from(SoakWay.OVERLOADED)
                .to(uri("OVERLOADED", NO_LOGIN + "&maxConcurrentStreams=1&maxWaitingStreams=1&requestTimeout=200"));
        from(SoakWay.INVALID).process(this::spoil).to(uri("INVALID", NO_LOGIN));

        ask(
                SoakWay.WITH_TOKEN,
                "&requestTimeout=500&http.oauth2ClientId=soak&http.oauth2ClientSecret=soak&http.oauth2TokenEndpoint="
                        + server + SoakReplies.TOKEN_PATH);
        from(SoakWay.HANGING_PASSWORD_FILE)
                .to(uri(
                        "HANGING_PASSWORD_FILE",
                        MANY_AT_ONCE + "&browserName=htmlunit&loginTimeout=300&loginUsername=soak&loginPasswordFile="
                                + passwordFile));
    }

    private RouteDefinition ask(SoakWay way, String options) {
        return from(way).to(uri(way.name(), NO_LOGIN + MANY_AT_ONCE + options));
    }

    private RouteDefinition from(SoakWay way) {
        return from(way.uri()).errorHandler(noErrorHandler());
    }

    private String uri(String name, String options) {
        return "aura:" + name + "?baseUrl=" + server + LIMITS + options;
    }

    private void record(Exchange exchange) {
        chunks.incrementAndGet();
        received.computeIfPresent(
                exchange.getMessage().getHeader(ID, String.class),
                (id, text) -> text + exchange.getMessage().getBody(String.class));
    }

    private void readBytes(Exchange exchange) throws IOException {
        try (InputStream reply = exchange.getMessage().getBody(InputStream.class)) {
            received.put(
                    exchange.getMessage().getHeader(ID, String.class),
                    new String(reply.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private void readABit(Exchange exchange) throws IOException {
        Iterator<?> reply = exchange.getMessage().getBody(Iterator.class);
        if (reply.hasNext()) {
            reply.next();
        }
        ((Closeable) reply).close();
    }

    private void cancel(Exchange exchange) {
        exchange.getContext()
                .getComponent("aura", AuraComponent.class)
                .cancelStream(exchange.getMessage().getHeader(AuraConstants.STREAM_ID, String.class));
    }

    private void spoil(Exchange exchange) {
        Message message = exchange.getMessage();
        switch (message.getHeader(ID, Integer.class) % 4) {
            case 0 -> message.setHeader(AuraConstants.TEMPERATURE, "hot");
            case 1 -> message.setHeader(AuraConstants.MAX_TOKENS, -1);
            case 2 -> message.setBody(new Object());
            default -> {
                message.setHeader(Exchange.CONTENT_TYPE, "application/json");
                message.setBody("{");
            }
        }
    }

    private void fail() {
        throw new IllegalStateException("on purpose");
    }
}
