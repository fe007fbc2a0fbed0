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

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Holds streams of an {@link AuraServer} at a place of their script until the test lets them go on.
 *
 * <pre>{@code
 * Gate gate = new Gate();
 * server.enqueue(AuraReply.chunks("a").gate(gate).chunk("b").gate(gate).chunk("c"));
 * ...
 * gate.awaitReached(); // "a" is sent, and "b" is not
 * gate.let(1);
 * gate.awaitReached(); // "b" is sent, and "c" is not
 * gate.open(); // from now on nobody is held
 * }</pre>
 *
 * <p>A gate may stand at several places of a script, and in the scripts of several streams; streams are let through in
 * the order in which they came. One whose client goes away leaves the gate. All methods are thread safe.
 */
public final class Gate {

    private final Monitor monitor;
    private final Queue<CompletableFuture<Void>> waiting = new ArrayDeque<>();
    private boolean open;
    private int permits;
    private int arrivals;

    /** Makes a closed gate. */
    public Gate() {
        this(new Monitor());
    }

    Gate(Duration patience) {
        this(new Monitor(patience));
    }

    private Gate(Monitor monitor) {
        this.monitor = monitor;
    }

    /**
     * Waits until a stream stands at this gate: everything before the gate is sent, and nothing behind it. (At an open
     * gate, where nobody stands, until one stream has come by.)
     *
     * @throws AssertionError if none comes within 30 seconds
     */
    public void awaitReached() {
        awaitReached(1);
    }

    /**
     * Waits until so many streams stand at this gate together.
     *
     * @param streams how many
     * @throws AssertionError if they do not come within 30 seconds
     */
    public void awaitReached(int streams) {
        monitor.await(
                () -> waiting.size() >= streams || (open && arrivals >= streams),
                streams + " stream(s) at the gate",
                () -> waiting.size() + " stood there, " + arrivals + " had come so far");
    }

    /**
     * Lets the next {@code n} arrivals through, beginning with those that wait already.
     *
     * @param n how many
     */
    public void let(int n) {
        monitor.change(() -> {
            permits += n;
            letGo();
        });
    }

    /** Lets everyone through from now on. */
    public void open() {
        monitor.change(() -> {
            open = true;
            letGo();
        });
    }

    /**
     * How many streams stand at this gate now.
     *
     * @return their number
     */
    public int waiting() {
        return monitor.get(waiting::size);
    }

    /** Comes to the gate; what is returned completes when it lets the newcomer through. */
    CompletableFuture<Void> enter() {
        CompletableFuture<Void> ticket = new CompletableFuture<>();
        monitor.change(() -> {
            arrivals++;
            waiting.add(ticket);
            letGo();
        });
        return ticket;
    }

    /** Gives up waiting, so that a permit is not spent on a stream that is no longer there. */
    @SuppressWarnings("CollectionUndefinedEquality") // this very ticket is meant
    void leave(CompletableFuture<Void> ticket) {
        monitor.change(() -> waiting.remove(ticket));
    }

    private void letGo() {
        while (!waiting.isEmpty() && (open || permits > 0)) {
            if (!open) {
                permits--;
            }
            waiting.remove().complete(null);
        }
    }
}
