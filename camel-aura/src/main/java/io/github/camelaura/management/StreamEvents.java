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

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;

import io.github.camelaura.AuraStreamEvent;
import io.github.camelaura.AuraStreamEvent.Kind;
import io.github.camelaura.AuraStreamEvent.Progress;
import io.github.camelaura.stream.StreamEnd;
import io.github.camelaura.stream.StreamInfo;
import io.github.camelaura.stream.StreamObserver;

/** Notifies Camel's event notifiers of the start and the end of streams. */
final class StreamEvents implements StreamObserver {

    private final CamelContext context;

    StreamEvents(CamelContext context) {
        this.context = context;
    }

    @Override
    public void begun(StreamInfo stream, Exchange asking) {
        if (hasNotifiers()) {
            Map<String, Object> headers = context.getCamelContextExtension()
                    .getHeadersMapFactory()
                    .newMap(asking.getMessage().getHeaders());
            notify(Kind.STARTED, stream, headers, Progress.NONE);
        }
    }

    @Override
    public void ended(StreamInfo stream, StreamEnd end) {
        if (hasNotifiers()) {
            notify(
                    end.outcome(),
                    stream,
                    Map.of(),
                    new Progress(end.chunks(), end.timeToFirstChunk(), end.duration(), end.failure()));
        }
    }

    /** Does not use isEventNotificationApplicable(), because it returns false if all notifiers ignore exchange events. */
    private boolean hasNotifiers() {
        return !context.getManagementStrategy().getEventNotifiers().isEmpty();
    }

    private void notify(Kind kind, StreamInfo stream, Map<String, Object> headers, Progress progress) {
        try {
            context.getManagementStrategy()
                    .notify(new AuraStreamEvent(
                            context,
                            kind,
                            new AuraStreamEvent.Stream(
                                    stream.id(),
                                    stream.name(),
                                    stream.model(),
                                    stream.exchangeId(),
                                    stream.routeId(),
                                    headers),
                            progress));
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
