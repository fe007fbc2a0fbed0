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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Decoding of bytes as they arrive, into whole characters only. */
class ReplyReaderTest {

    private static final List<String> TEXTS = List.of(
            "Съешь же ещё этих мягких французских булок",
            "我能吞下玻璃而不伤身体。",
            "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 🇺🇦",
            "aé€😀",
            "ends with one: 😀");

    static Stream<Arguments> textsAndSizes() {
        return TEXTS.stream().flatMap(text -> IntStream.rangeClosed(1, 7).mapToObj(size -> Arguments.of(text, size)));
    }

    @ParameterizedTest
    @MethodSource("textsAndSizes")
    void textInReadsOfAnySizeIsUnchanged(String text, int size) throws IOException {
        isTheOriginal(text, inPieces(text.getBytes(UTF_8), size));
    }

    static Stream<Arguments> textsAndCuts() {
        return TEXTS.stream().flatMap(text -> IntStream.range(1, text.getBytes(UTF_8).length)
                .mapToObj(cut -> Arguments.of(text, cut)));
    }

    @ParameterizedTest
    @MethodSource("textsAndCuts")
    void textCutAtAnyByteIsUnchanged(String text, int cut) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        isTheOriginal(text, reads(Arrays.copyOf(bytes, cut), Arrays.copyOfRange(bytes, cut, bytes.length)));
    }

    @Test
    void textLongerThanAnyBufferIsUnchanged() throws IOException {
        String text = "😀é€a".repeat(20_000);
        isTheOriginal(text, new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void readThatCompletesNoCharacterEmitsNoChunk() throws IOException {
        byte[] smile = "😀".getBytes(UTF_8);
        ReplyReader reader = reader(inPieces(smile, 1), CodingErrorAction.REPORT);

        assertThat(reader.read()).isEqualTo("😀");
        assertThat(reader.read()).isNull();
        assertThat(reader.read()).isNull();
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void leadingByteOrderMarkIsRemoved(int size) throws IOException {
        assertThat(chunks(inPieces("\uFEFFhi\uFEFF".getBytes(UTF_8), size), CodingErrorAction.REPORT))
                .doesNotContain("")
                .satisfies(chunks -> assertThat(String.join("", chunks)).isEqualTo("hi\uFEFF"));
        assertThat(chunks(inPieces("\uFEFF".getBytes(UTF_8), size), CodingErrorAction.REPORT))
                .isEmpty();
    }

    static IntStream sizes() {
        return IntStream.rangeClosed(1, 4);
    }

    @Test
    void malformedInputIsIgnoredReplacedOrReported() throws IOException {
        byte[][] reads = {{'a', (byte) 0xFF}, {'b', (byte) 0xC3}, {'c'}};

        assertThat(chunks(reads(reads), CodingErrorAction.IGNORE)).containsExactly("a", "b", "c");
        assertThat(chunks(reads(reads), CodingErrorAction.REPLACE)).containsExactly("a\uFFFD", "b", "\uFFFDc");

        ReplyReader reader = reader(reads(reads), CodingErrorAction.REPORT);
        assertThat(reader.read()).isEqualTo("a");
        assertThatThrownBy(reader::read)
                .isInstanceOf(ReplyReader.ReplyException.class)
                .hasMessageContaining("at byte 1");
    }

    static Stream<byte[]> malformed() {
        return Stream.of(
                new byte[] {(byte) 0x80}, // continuation byte without a start
                new byte[] {(byte) 0xC0, (byte) 0x80}, // overlong encoding
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, // half of a surrogate pair
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, // beyond Unicode
                new byte[] {(byte) 0xF0, (byte) 0x9F, (byte) 0x98}); // without the last byte
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void everyKindOfMalformedInputIsHandledInReadsOfAnySize(byte[] malformed) throws IOException {
        byte[] bytes = new byte[malformed.length + 2];
        bytes[0] = 'a';
        System.arraycopy(malformed, 0, bytes, 1, malformed.length);
        bytes[bytes.length - 1] = 'b';
        for (int size = 1; size <= bytes.length; size++) {
            assertThat(String.join("", chunks(inPieces(bytes, size), CodingErrorAction.IGNORE)))
                    .isEqualTo("ab");
            assertThat(String.join("", chunks(inPieces(bytes, size), CodingErrorAction.REPLACE)))
                    .matches("a\uFFFD+b");
            ReplyReader reader = reader(inPieces(bytes, size), CodingErrorAction.REPORT);
            assertThat(reader.read()).isEqualTo("a");
            assertThatThrownBy(reader::read).hasMessageContaining("at byte 1;");
            assertThatThrownBy(reader::read).as("for good").isInstanceOf(ReplyReader.ReplyException.class);
        }
    }

    @Test
    void incompleteCharacterIsIgnoredReplacedOrReported() throws IOException {
        byte[][] reads = {{'a'}, {(byte) 0xE2, (byte) 0x82}};

        assertThat(chunks(reads(reads), CodingErrorAction.IGNORE)).containsExactly("a");
        assertThat(chunks(reads(reads), CodingErrorAction.REPLACE)).containsExactly("a", "\uFFFD");

        ReplyReader reader = reader(reads(reads), CodingErrorAction.REPORT);
        assertThat(reader.read()).isEqualTo("a");
        assertThatThrownBy(reader::read)
                .isInstanceOf(ReplyReader.ReplyException.class)
                .hasMessageContaining("at byte 1");
    }

    @Test
    void replyMayHaveTheMaximumSizeButNotMore() throws IOException {
        ReplyReader whole = new ReplyReader(reads("12345".getBytes(UTF_8)), CodingErrorAction.REPORT, 5);
        assertThat(whole.read()).isEqualTo("12345");
        assertThat(whole.read()).isNull();

        ReplyReader larger = new ReplyReader(inPieces("123456".getBytes(UTF_8), 5), CodingErrorAction.REPORT, 5);
        assertThat(larger.read()).isEqualTo("12345");
        assertThatThrownBy(larger::read)
                .isInstanceOf(ReplyReader.ReplyException.class)
                .hasMessageContaining("maxReplySize=5");
    }

    private static void isTheOriginal(String text, InputStream in) throws IOException {
        List<String> chunks = chunks(in, CodingErrorAction.REPORT);

        assertThat(String.join("", chunks)).isEqualTo(text);
        assertThat(chunks).allSatisfy(chunk -> {
            assertThat(chunk).isNotEmpty();
            assertThat(Character.isLowSurrogate(chunk.charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(chunk.charAt(chunk.length() - 1)))
                    .isFalse();
        });
    }

    private static List<String> chunks(InputStream in, CodingErrorAction action) throws IOException {
        ReplyReader reader = reader(in, action);
        List<String> chunks = new ArrayList<>();
        for (String chunk = reader.read(); chunk != null; chunk = reader.read()) {
            chunks.add(chunk);
        }
        return chunks;
    }

    private static ReplyReader reader(InputStream in, CodingErrorAction action) {
        return new ReplyReader(in, action, 1 << 20);
    }

    private static InputStream inPieces(byte[] bytes, int size) {
        return reads(IntStream.iterate(0, from -> from < bytes.length, from -> from + size)
                .mapToObj(from -> Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)))
                .toArray(byte[][]::new));
    }

    /** An input stream that returns one of these arrays per read. */
    private static InputStream reads(byte[]... reads) {
        return new InputStream() {
            private int next;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (next == reads.length) {
                    return -1;
                }
                byte[] read = reads[next++];
                System.arraycopy(read, 0, into, offset, read.length);
                return read.length;
            }
        };
    }
}
