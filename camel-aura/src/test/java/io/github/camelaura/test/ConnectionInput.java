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

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What a client has sent and the server not yet read. A thread of its own fills it from the socket all the time, so that the
 * end of the connection is seen at once, also while the server is busy with a reply.
 */
final class ConnectionInput extends InputStream {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Queue<byte[]> arrived = new ArrayDeque<>();
    private byte[] current = {};
    private int position;
    private boolean ended;

    /** Reads the source until it ends or fails. */
    void fillFrom(InputStream source) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                arrived(Arrays.copyOf(buffer, count));
            }
        } catch (IOException e) {
            // A reset or a failed handshake is the end of the input too, and the same to the server.
        } finally {
            end();
        }
    }

    private void arrived(byte[] bytes) {
        lock.lock();
        try {
            arrived.add(bytes);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for input, and returns false if none comes in time or any more. */
    boolean awaitInput(Duration time) throws InterruptedException {
        lock.lock();
        try {
            long left = time.toNanos();
            while (!hasInput() && !ended && left > 0) {
                left = changed.awaitNanos(left);
            }
            return hasInput();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            while (!hasInput() && !ended) {
                changed.awaitUninterruptibly();
            }
            if (!hasInput()) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, target, offset, count);
            position += count;
            return count;
        } finally {
            lock.unlock();
        }
    }

    private boolean hasInput() {
        while (position == current.length && !arrived.isEmpty()) {
            current = arrived.remove();
            position = 0;
        }
        return position < current.length;
    }
}
