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
package io.github.camelaura.test;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/** What a server has seen and done so far; thread safe. */
final class Traffic {

    private final Monitor monitor = new Monitor();
    private final List<AuraRequest> requests = new ArrayList<>();
    private int connections;
    private int openConnections;
    private int openStreams;
    private int peakStreams;
    private int clientsGone;
    private long chunksSent;
    private long bytesSent;

    /** Counts a connection and returns its number. */
    int connectionOpened() {
        return monitor.update(() -> {
            openConnections++;
            return ++connections;
        });
    }

    void connectionClosed() {
        monitor.change(() -> openConnections--);
    }

    Stream streamBegan(AuraRequest request) {
        monitor.change(() -> {
            requests.add(request);
            openStreams++;
            peakStreams = Math.max(peakStreams, openStreams);
        });
        return new Stream();
    }

    List<AuraRequest> requests() {
        return monitor.get(() -> List.copyOf(requests));
    }

    void forgetRequests() {
        monitor.change(requests::clear);
    }

    int connections() {
        return monitor.get(() -> connections);
    }

    int openConnections() {
        return monitor.get(() -> openConnections);
    }

    int openStreams() {
        return monitor.get(() -> openStreams);
    }

    int peakStreams() {
        return monitor.get(() -> peakStreams);
    }

    int clientsGone() {
        return monitor.get(() -> clientsGone);
    }

    long chunksSent() {
        return monitor.get(() -> chunksSent);
    }

    long bytesSent() {
        return monitor.get(() -> bytesSent);
    }

    void awaitRequests(int n) {
        awaitAtLeast(n, "request(s)", requests::size);
    }

    void awaitClientsGone(int n) {
        awaitAtLeast(n, "client(s) gone", () -> clientsGone);
    }

    void awaitOpenStreams(int n) {
        monitor.await(() -> openStreams == n, n + " open stream(s)", () -> "there were " + openStreams);
    }

    void awaitOpenConnections(int n) {
        monitor.await(() -> openConnections == n, n + " open connection(s)", () -> "there were " + openConnections);
    }

    private void awaitAtLeast(int n, String what, IntSupplier count) {
        monitor.await(() -> count.getAsInt() >= n, n + " " + what, () -> "there were " + count.getAsInt());
    }

    /** One reply being sent. */
    final class Stream {

        private boolean ended;

        void chunkSent(int bytes) {
            monitor.change(() -> {
                chunksSent++;
                bytesSent += bytes;
            });
        }

        void end() {
            monitor.change(this::endOnce);
        }

        void clientGone() {
            monitor.change(() -> {
                endOnce();
                clientsGone++;
            });
        }

        private void endOnce() {
            if (!ended) {
                ended = true;
                openStreams--;
            }
        }
    }
}
