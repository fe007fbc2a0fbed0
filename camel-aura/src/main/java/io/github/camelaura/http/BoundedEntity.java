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
package io.github.camelaura.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of an OAuth2 token endpoint's response. camel-http reads all of it into memory, so it must have an end. */
final class BoundedEntity extends HttpEntityWrapper {

    private static final int MOST_BYTES = 1 << 20;

    private final Runnable discard;

    /**
     * Limits a body.
     *
     * @param discard closes the connection at once; closing the body would read the rest of it
     */
    BoundedEntity(HttpEntity entity, Runnable discard) {
        super(entity);
        this.discard = discard;
    }

    @Override
    public InputStream getContent() throws IOException {
        return new Bounded(super.getContent());
    }

    private final class Bounded extends FilterInputStream {

        private int read;

        private Bounded(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            read += Math.max(0, count);
            if (read > MOST_BYTES) {
                discard.run();
                throw new IOException("The response with the token has more than " + MOST_BYTES + " bytes");
            }
            return count;
        }
    }
}
