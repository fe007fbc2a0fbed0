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
package io.github.camelaura.support;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;

import io.github.camelaura.test.AuraReply;

/**
 * A random reply.
 *
 * @param text the text that the server intends to send
 * @param fault the fault that happens to the reply
 * @param reply the reply that the server sends
 */
public record RandomReply(String text, Fault fault, AuraReply reply) {

    /** The size limit of the endpoints that request such replies. */
    public static final int MAX_SIZE = 4000;

    private static final int[] LETTERS = "aeb n\u00e4\u00df\u4f60\u597d\ud83d\ude00\ud83c\udf0d."
            .codePoints()
            .toArray();
    private static final int MOST_LETTERS = 400;
    private static final byte[] LONG_HEADER =
            ("HTTP/1.1 200 OK\r\nX-Long: " + "x".repeat(70_000)).getBytes(StandardCharsets.US_ASCII);

    /** Faults of a reply. */
    public enum Fault {
        NONE,
        CUT,
        RESET,
        STALL,
        NO_UTF8,
        BAD_CHUNK_SIZE,
        TOO_LARGE,
        EMPTY,
        GARBAGE,
        LONG_HEADER,
        NO_ANSWER,
        UNAVAILABLE,
        UNAUTHORIZED,
        LOGIN_PAGE,
        REDIRECT
    }

    public static RandomReply of(Random random) {
        Fault[] faults = Fault.values();
        Fault fault = random.nextInt(3) == 0 ? faults[random.nextInt(faults.length)] : Fault.NONE;
        String text = text(random, fault == Fault.TOO_LARGE ? 2 * MAX_SIZE : 1 + random.nextInt(MOST_LETTERS));
        return new RandomReply(text, fault, reply(random, text, fault));
    }

    /** Returns a reply without a fault. */
    public static RandomReply whole(Random random) {
        String text = text(random, 1 + random.nextInt(MOST_LETTERS));
        return new RandomReply(text, Fault.NONE, reply(random, text, Fault.NONE));
    }

    private static String text(Random random, int letters) {
        int[] text = IntStream.generate(() -> LETTERS[random.nextInt(LETTERS.length)])
                .limit(letters)
                .toArray();
        return new String(text, 0, letters);
    }

    private static AuraReply reply(Random random, String text, Fault fault) {
        AuraReply whole = AuraReply.cutAt(text, offsets(random, text.getBytes(StandardCharsets.UTF_8).length));
        String begun = text.substring(0, text.offsetByCodePoints(0, 1));
        return switch (fault) {
            case NONE, TOO_LARGE -> whole;
            case CUT -> whole.cut();
            case RESET -> whole.reset();
            case STALL -> whole.stall();
            case NO_UTF8 -> whole.chunk(new byte[] {(byte) 0xff});
            case BAD_CHUNK_SIZE ->
                whole.bytes("zz\r\n".getBytes(StandardCharsets.US_ASCII)).cut();
            case EMPTY -> AuraReply.empty();
            case GARBAGE -> AuraReply.raw((begun + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
            case LONG_HEADER -> AuraReply.raw(LONG_HEADER);
            case NO_ANSWER -> AuraReply.raw(new byte[0]);
            case UNAVAILABLE -> AuraReply.status(503, "Service Unavailable", begun);
            case UNAUTHORIZED -> AuraReply.status(401, "Unauthorized", begun);
            case LOGIN_PAGE -> AuraReply.html("<!DOCTYPE html><html><body>Log in</body></html>");
            case REDIRECT -> AuraReply.redirect(302, "/login");
        };
    }

    /** The ends of the chunks, also inside characters. */
    private static int[] offsets(Random random, int length) {
        return random.ints(random.nextInt(30), 1, Math.max(2, length))
                .filter(offset -> offset < length)
                .sorted()
                .distinct()
                .toArray();
    }
}
