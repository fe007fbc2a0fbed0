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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All observers of streams. An exception of an observer is logged and does not affect the stream. */
final class StreamObservers implements StreamObserver {

    private static final Logger LOG = LoggerFactory.getLogger(StreamObservers.class);

    private final List<StreamObserver> all = new CopyOnWriteArrayList<>();
    private volatile boolean wantsChunks;

    void add(StreamObserver observer) {
        all.add(observer);
        wantsChunks |= observer.wantsChunks();
    }

    @Override
    public void begun(StreamInfo stream, Exchange asking) {
        tell(observer -> observer.begun(stream, asking));
    }

    @Override
    public void ended(StreamInfo stream, StreamEnd end) {
        tell(observer -> observer.ended(stream, end));
    }

    @Override
    public boolean wantsChunks() {
        return wantsChunks;
    }

    @Override
    public void chunk(StreamInfo stream, Duration sinceLast) {
        tell(observer -> observer.chunk(stream, sinceLast));
    }

    private void tell(Consumer<StreamObserver> what) {
        for (StreamObserver observer : all) {
            try {
                what.accept(observer);
            } catch (Throwable e) { // also a NoSuchMethodError of a library that is too old
                LOG.warn("{} failed; the stream continues", observer.getClass().getName(), e);
            }
        }
    }
}
