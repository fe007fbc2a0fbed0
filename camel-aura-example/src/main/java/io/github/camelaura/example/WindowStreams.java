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
package io.github.camelaura.example;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.camel.CamelContext;
import org.apache.camel.Header;
import org.apache.camel.component.undertow.UndertowConstants;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

import io.github.camelaura.AuraStreamEvent;
import io.github.camelaura.component.AuraComponent;

/** Knows which stream runs for which WebSocket, and cancels it when the WebSocket is closed. */
public class WindowStreams extends SimpleEventNotifierSupport {

    private final Map<String, String> streams = new ConcurrentHashMap<>();

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof AuraStreamEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        AuraStreamEvent stream = (AuraStreamEvent) event;
        if (stream.getKind() != AuraStreamEvent.Kind.STARTED) {
            streams.values().remove(stream.getStreamId());
        } else if (stream.getHeaders().get(UndertowConstants.CONNECTION_KEY) instanceof String window) {
            streams.put(window, stream.getStreamId());
        }
    }

    /** Cancels the stream that runs for a WebSocket, if one does. */
    public void cancel(@Header(UndertowConstants.CONNECTION_KEY) String window, CamelContext context) {
        String stream = streams.remove(window);
        if (stream != null) {
            context.getComponent("aura", AuraComponent.class).cancelStream(stream);
        }
    }
}
