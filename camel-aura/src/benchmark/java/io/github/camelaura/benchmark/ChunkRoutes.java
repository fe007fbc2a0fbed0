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
package io.github.camelaura.benchmark;

import org.apache.camel.builder.RouteBuilder;

/** The routes that are measured; each ends in the same work. */
final class ChunkRoutes extends RouteBuilder {

    private final ServerProcess server;
    private final String flood;
    private final String pace;
    private final ExchangeLoop loop;
    private final Downstream downstream;

    ChunkRoutes(ServerProcess server, String flood, String pace, ExchangeLoop loop, Downstream downstream) {
        this.server = server;
        this.flood = flood;
        this.pace = pace;
        this.loop = loop;
        this.downstream = downstream;
    }

    @Override
    public void configure() {
        from("direct:consumer-flood").to(aura("flood", flood));
        from("aura:flood").process(downstream.counter());
        from("direct:headers-flood").to(aura("headers", flood));
        from("aura:headers").process(downstream.counter());
        from("direct:consumer-pace").to(aura("pace", pace));
        from("aura:pace").process(downstream.textDelays());

        from("direct:split-flood")
                .to(aura("split", flood) + "&streaming=true")
                .split(body())
                .streaming()
                .process(downstream.counter());
        from("direct:split-pace")
                .to(aura("split", pace) + "&streaming=true")
                .split(body())
                .streaming()
                .process(downstream.textDelays());

        String sse = "&streaming=true&streamFormat=sse";
        from("direct:sse-flood").to(aura("sse", flood) + sse).process(downstream.eventCounter());
        from("direct:sse-pace").to(aura("sse", pace) + sse).process(downstream.eventDelays());

        from("direct:openai-flood")
                .process(new OpenAiStream(flood))
                .split(body())
                .streaming()
                .process(downstream.counter());
        from("direct:openai-pace")
                .process(new OpenAiStream(pace))
                .split(body())
                .streaming()
                .process(downstream.openAiDelays());

        from("direct:langchain-flood").process(new LangChainStream(flood, "direct:part-flood"));
        from("direct:part-flood").process(downstream.counter());
        from("direct:langchain-pace").process(new LangChainStream(pace, "direct:part-pace"));
        from("direct:part-pace").process(downstream.textDelays());

        from(loop).process(downstream.counter());
        from("direct:call").to(aura("call", server.hello()));
        from("aura:call").process(downstream.first());
        from("direct:remembered").to(aura("remembered", server.hello()) + "&conversationMemory=true");
        from("aura:remembered").process(downstream.first());
        from("direct:guarded").to(aura("guarded", server.guardedHello()) + "&browserName=htmlunit");
        from("aura:guarded").process(downstream.first());
        from("direct:list").split(body()).streaming().process(downstream.counter());
    }

    static String aura(String name, String baseUrl) {
        return "aura:" + name + "?maxReplySize=100000000&baseUrl=" + baseUrl;
    }
}
