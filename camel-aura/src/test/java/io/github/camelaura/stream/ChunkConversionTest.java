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

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.TypeConversionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.github.camelaura.AuraStreamException;

/** The running stream, converted by Camel. */
class ChunkConversionTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);

    @Test
    void inputStreamGivesEachChunkBeforeTheNextOneArrives() throws Exception {
        InputStream input = convert(
                InputStream.class, new ScriptedSource("grün ", "ok").thenFail(new AssertionError("read too early")));

        assertThat(text(input)).isEqualTo("grün ");
        assertThat(text(input)).isEqualTo("ok");
    }

    @Test
    void inputStreamGivesSingleBytes() throws Exception {
        InputStream input = convert(InputStream.class, new ScriptedSource("ü", "€"));

        assertThat(new int[] {input.read(), input.read()}).containsExactly(0xc3, 0xbc);
        assertThat(input.available()).isZero();
        assertThat(input.read(new byte[0])).isZero();
        assertThat(new int[] {input.read(), input.read(), input.read(), input.read()})
                .containsExactly(0xe2, 0x82, 0xac, -1);
        assertThat(input.read()).isEqualTo(-1);
    }

    @Test
    void smallReadsLoseNothing() throws Exception {
        InputStream input = convert(InputStream.class, new ScriptedSource("one ", "two "));

        assertThat(new String(input.readNBytes(3), StandardCharsets.UTF_8)).isEqualTo("one");
        assertThat(new String(input.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(" two ");
    }

    @Test
    void secondConversionContinuesWhereTheFirstOneStopped() throws Exception {
        ChunkIterator chunks = new ScriptedSource("one ", "two ").read(exchange);
        exchange.getMessage().setBody(chunks);

        assertThat(exchange.getMessage().getBody(InputStream.class).readNBytes(2))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("on");

        assertThat(exchange.getMessage().getBody(InputStream.class).readAllBytes())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("e two ");
    }

    @Test
    void closingTheInputStreamClosesTheStream() {
        ScriptedSource source = new ScriptedSource("one ", "two ");
        InputStream input = convert(InputStream.class, source);

        assertThatThrownBy(() -> {
                    try (input) {
                        assertThat(input.read()).isEqualTo('o');
                    }
                    input.read();
                })
                .isInstanceOf(IOException.class)
                .hasMessage("The stream has failed or was closed before the end of its reply");

        assertThat(source.abandoned()).isOne();
    }

    @Test
    void failureOfTheStreamIsTheCauseOfAnIoException() {
        AuraStreamException failure = new AuraStreamException("broken", exchange, null, 1, "one ");
        InputStream input = convert(InputStream.class, new ScriptedSource("one ").thenFail(failure));

        assertThatThrownBy(input::readAllBytes)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("broken")
                .hasCause(failure);
        assertThatThrownBy(input::read)
                .as("not an end")
                .isInstanceOf(IOException.class)
                .hasCause(failure);
    }

    @Test
    void failedExchangeIsNotTheEndOfTheInputStream() {
        InputStream input = convert(InputStream.class, new ScriptedSource("one ", "two "));

        exchange.setException(new IllegalStateException("expected by this test"));

        assertThatThrownBy(input::read).isInstanceOf(IOException.class);
    }

    @Test
    void readerBytesAndByteBufferGiveTheWholeReply() throws Exception {
        Reader reader = convert(Reader.class, new ScriptedSource("grün ", "€"));
        byte[] bytes = convert(byte[].class, new ScriptedSource("grün ", "€"));
        ByteBuffer buffer = convert(ByteBuffer.class, new ScriptedSource("grün ", "€"));

        assertThat(new BufferedReader(reader).readLine()).isEqualTo("grün €");
        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("grün €");
        assertThat(StandardCharsets.UTF_8.decode(buffer).toString()).isEqualTo("grün €");
    }

    @Test
    void bytesOfABrokenReplyFail() {
        ScriptedSource source = new ScriptedSource("one ").thenFail(new IOException("connection reset"));

        assertThatThrownBy(() -> convert(byte[].class, source))
                .isInstanceOf(TypeConversionException.class)
                .hasRootCauseMessage("connection reset");
    }

    @Test
    void textIsFixedAndReadsNothing() {
        ScriptedSource source = new ScriptedSource("one ", "two ");
        ChunkIterator chunks = source.read(exchange);
        exchange.getMessage().setBody(chunks);

        assertThat(exchange.getMessage().getBody(String.class))
                .contains("not read yet", "split(body()).streaming()", "java.io.InputStream", "streaming=false")
                .isEqualTo(chunks.toString());

        assertThat(chunks).toIterable().containsExactly("one ", "two ", "");
        assertThat(source.abandoned()).isZero();
    }

    private <T> T convert(Class<T> type, ScriptedSource source) {
        exchange.getMessage().setBody(source.read(exchange));
        return exchange.getMessage().getBody(type);
    }

    private static String text(InputStream input) throws IOException {
        byte[] bytes = new byte[100];
        int count = input.read(bytes);
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }
}
