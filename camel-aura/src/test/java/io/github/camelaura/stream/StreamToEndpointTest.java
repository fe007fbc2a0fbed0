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

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelaura.AuraRequestException;
import io.github.camelaura.AuraStreamException;
import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.Gate;

/** The running stream at endpoints that know nothing about it. */
class StreamToEndpointTest extends AuraTestSupport {

    @TempDir
    Path folder;

    @Test
    void fileEndpointWritesTheReply() throws Exception {
        server().enqueue(AuraReply.chunks("grün ", "€"));
        routes(r -> r.from("direct:ask").to(uri("x", "streaming=true")).to("file:" + folder + "?fileName=reply.txt"));

        assertThat(await(ask("direct:ask", "write")).getException()).isNull();

        assertThat(folder.resolve("reply.txt")).content(StandardCharsets.UTF_8).isEqualTo("grün €");
    }

    @Test
    void fileEndpointWithCharsetWritesTheReply() throws Exception {
        server().enqueue(AuraReply.chunks("grün ", "ok"));
        routes(r -> r.from("direct:ask")
                .to(uri("x", "streaming=true"))
                .to("file:" + folder + "?fileName=reply.txt&charset=iso-8859-1"));

        assertThat(await(ask("direct:ask", "write")).getException()).isNull();

        assertThat(Files.readAllBytes(folder.resolve("reply.txt")))
                .asString(StandardCharsets.ISO_8859_1)
                .isEqualTo("grün ok");
    }

    @Test
    void brokenReplyFailsTheFileEndpoint() throws Exception {
        server().enqueue(AuraReply.chunks("one ", "two ").cut());
        routes(r -> r.from("direct:ask").to(uri("x", "streaming=true")).to("file:" + folder + "?fileName=reply.txt"));

        assertThat(await(ask("direct:ask", "write")).getException())
                .hasStackTraceContaining(AuraStreamException.class.getName());
    }

    @Test
    void logTracerAndStreamCachingLeaveTheStreamUnread() throws Exception {
        Gate gate = new Gate();
        server().enqueue(AuraReply.chunks("one ").gate(gate).chunk("two "));
        Bodies logged = new Bodies();
        Bodies read = new Bodies();
        routes(r -> {
            r.getContext().setTracing(true);
            r.from("direct:ask")
                    .streamCache("true")
                    .to(uri("x", "streaming=true"))
                    .log("${body}")
                    .to("log:unread?showAll=true&showStreams=true&showCachedStreams=true")
                    .process(logged)
                    .split(r.body())
                    .streaming()
                    .process(read);
        });

        CompletableFuture<Exchange> answer = ask("direct:ask", "count");

        assertThat(logged.next()).contains("not read yet");
        assertThat(read.next()).isEqualTo("one ");
        gate.open();
        await(answer);
        assertThat(read.rest()).containsExactly("two ", "");
    }

    @Test
    void runningStreamIsNotAPrompt() throws Exception {
        routes(r -> r.from("direct:ask").to(uri("x", "streaming=true")).to(uri("y")));

        assertThat(await(ask("direct:ask", "hi")).getException())
                .isInstanceOf(AuraRequestException.class)
                .hasMessageContaining("set streaming=false there");
        assertThat(server().requests()).hasSize(1);
    }
}
