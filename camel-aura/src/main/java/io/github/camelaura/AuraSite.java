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
package io.github.camelaura;

import java.io.Closeable;
import java.net.URI;

import org.apache.camel.CamelContext;

import io.github.camelaura.credential.CredentialSource;
import io.github.camelaura.http.ChatClient;
import io.github.camelaura.stream.StreamSlots;

/**
 * What the producers of an endpoint share.
 *
 * @param client the connections
 * @param credential what the server is shown
 * @param slots the limit
 */
record AuraSite(ChatClient client, CredentialSource credential, StreamSlots slots) implements Closeable {

    static AuraSite of(CamelContext context, AuraConfiguration configuration) throws Exception {
        ChatClient client = new ChatClient(context, configuration);
        try {
            CredentialSource credential = CredentialSource.of(context, configuration, client.uri());
            return new AuraSite(client, credential, new StreamSlots(configuration.getMaxConcurrentStreams()));
        } catch (RuntimeException e) {
            client.close();
            throw e;
        }
    }

    URI uri() {
        return client.uri();
    }

    /** When the last stream has ended: a producer of toD that is evicted from its cache may still have some. */
    @Override
    public void close() {
        slots.whenIdle(() -> {
            credential.close();
            client.close();
        });
    }
}
