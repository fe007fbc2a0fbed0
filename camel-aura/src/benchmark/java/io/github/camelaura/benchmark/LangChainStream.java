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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;

/** LangChain4j's streaming model, whose handler sends each part of the reply to a route. */
final class LangChainStream implements Processor {

    private static final long GIVE_UP_SECONDS = 60;

    private final StreamingChatModel model;
    private final String route;

    /**
     * Prepares the streams.
     *
     * @param route the URI of the route that processes a part
     */
    LangChainStream(String baseUrl, String route) {
        model = OpenAiStreamingChatModel.builder()
                .apiKey("none")
                .baseUrl(baseUrl)
                .modelName("m")
                .build();
        this.route = route;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        CompletableFuture<ChatResponse> complete = new CompletableFuture<>();
        try (ProducerTemplate template = exchange.getContext().createProducerTemplate()) {
            model.chat(exchange.getMessage().getBody(String.class), new StreamingChatResponseHandler() {
                @Override
                public void onPartialResponse(String part) {
                    template.sendBody(route, part);
                }

                @Override
                public void onCompleteResponse(ChatResponse response) {
                    complete.complete(response);
                }

                @Override
                public void onError(Throwable failure) {
                    complete.completeExceptionally(failure);
                }
            });
            exchange.getMessage()
                    .setBody(complete.get(GIVE_UP_SECONDS, TimeUnit.SECONDS)
                            .aiMessage()
                            .text());
        }
    }
}
