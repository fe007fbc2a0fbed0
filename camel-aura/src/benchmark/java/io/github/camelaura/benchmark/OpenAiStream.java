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

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;

/** A running stream of openai-java as the body, in the way of camel-openai. */
final class OpenAiStream implements Processor {

    private final OpenAIClient client;

    OpenAiStream(String baseUrl) {
        client = OpenAIOkHttpClient.builder()
                .apiKey("none")
                .baseUrl(baseUrl)
                .maxRetries(0)
                .build();
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed when the exchange is done
    public void process(Exchange exchange) {
        StreamResponse<ChatCompletionChunk> response = client.chat()
                .completions()
                .createStreaming(ChatCompletionCreateParams.builder()
                        .model("m")
                        .addUserMessage(exchange.getMessage().getBody(String.class))
                        .build());
        exchange.getMessage().setBody(response.stream().iterator());
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                response.close();
            }
        });
    }
}
