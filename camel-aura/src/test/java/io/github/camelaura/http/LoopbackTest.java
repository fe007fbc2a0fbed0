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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are loopback hosts. */
class LoopbackTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST",
                "localhost.",
                "chat.localhost",
                "a.b.localhost",
                "127.0.0.1",
                "127.1.2.3",
                "[::1]",
                "[0:0:0:0:0:0:0:1]",
                "[::ffff:127.0.0.1]"
            })
    void loopbackHostIsRecognized(String host) {
        assertThat(Origin.isLoopback(host)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "example.com",
                "localhost.example.com",
                "notlocalhost",
                "127.example.com",
                "128.0.0.1",
                "1.127.0.0.1",
                "0.0.0.0",
                "[::2]",
                "[::]",
                "[no address]"
            })
    void otherHostIsNotLoopback(String host) {
        assertThat(Origin.isLoopback(host)).isFalse();
    }
}
