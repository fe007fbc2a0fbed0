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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** The response to a request. Status and headers have arrived; the body is read as it arrives. */
public final class ChatResponse {

    private static final Pattern NOT_OF_ADDRESSES = Pattern.compile("[^!-~]|[\"<>\\\\^`{|}]");

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private static final int MAX_REASON = 1000;
    private static final int MAX_ERROR_BODY = 8192;
    private static final Duration MAX_REFUSAL_TIME = Duration.ofSeconds(1);

    private final ClassicHttpResponse response;
    private final URI uri;
    private final Runnable cancel;
    private InputStream body;

    ChatResponse(ClassicHttpResponse response, URI uri, Runnable cancel) {
        this.response = response;
        this.uri = uri;
        this.cancel = cancel;
    }

    public int status() {
        return response.getCode();
    }

    /** Returns whether the status is 2xx. */
    public boolean isSuccess() {
        return status() / 100 == 2;
    }

    /** Returns the reason phrase: at most 1,000 characters, without control characters; never null. */
    public String reason() {
        String reason = response.getReasonPhrase();
        return reason == null ? "" : clean(reason);
    }

    /** Returns all headers with all their values; the names are case-insensitive. */
    public Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return headers;
    }

    /** Returns the media type in lower case without parameters; null if the response has none. */
    public String mediaType() {
        String type = header(HttpHeaders.CONTENT_TYPE);
        String bare = type == null ? "" : type.split(";", 2)[0].strip();
        return bare.isEmpty() ? null : bare.toLowerCase(Locale.ROOT);
    }

    /** Returns the Content-Encoding, limited like {@link #reason()}; null if the body is not encoded, as requested. */
    public String contentEncoding() {
        String encoding = header(HttpHeaders.CONTENT_ENCODING);
        boolean encoded = encoding != null
                && Arrays.stream(encoding.split(","))
                        .map(String::strip)
                        .anyMatch(coding -> !coding.isEmpty()
                                && !"identity".equalsIgnoreCase(coding)
                                && !"none".equalsIgnoreCase(coding)); // not a coding of HTTP, but servers send it
        return encoded ? clean(encoding) : null;
    }

    /** Returns the address that the response redirects to; null if its status is not 301, 302, 303, 307 or 308. */
    public URI redirect() {
        return REDIRECTS.contains(status()) ? location() : null;
    }

    /** Returns the absolute address of the redirect; null if there is none or it is malformed. */
    public URI location() {
        String location = header(HttpHeaders.LOCATION);
        if (location == null) {
            return null;
        }
        // like browsers, accept characters that should be encoded
        String address = NOT_OF_ADDRESSES.matcher(location.strip()).replaceAll(ChatResponse::encoded);
        try {
            return address.startsWith("?") // java.net.URI would drop the last path segment
                    ? URI.create(uri.toString().replaceFirst("[?#].*", "") + address)
                    : uri.resolve(address);
        } catch (IllegalArgumentException e) {
            return null; // not an address
        }
    }

    /** Returns the percent-encoding of a character, which is one byte, as HttpClient reads headers. */
    private static String encoded(MatchResult character) {
        return String.format(Locale.ROOT, "%%%02X", (int) character.group().charAt(0));
    }

    /**
     * Returns the wait of the header Retry-After (RFC 9110, section 10.2.3); null if there is none. A date counts from the date of
     * the response, because the clocks of server and client may differ.
     */
    public Duration retryAfter() {
        String value = header(HttpHeaders.RETRY_AFTER);
        if (value == null) {
            return null;
        }
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant date = DateUtils.parseStandardDate(value);
        String sent = header(HttpHeaders.DATE);
        Instant now = sent == null ? null : DateUtils.parseStandardDate(sent);
        if (date == null) {
            return null;
        }
        Duration wait = Duration.between(now == null ? Instant.now() : now, date);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Returns the body as it arrives. Reading it to the end returns the connection to the pool. */
    public InputStream body() throws IOException {
        if (body == null) {
            HttpEntity entity = response.getEntity();
            body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        }
        return body;
    }

    /** Waits for the beginning of the body, and returns whether it is that of an HTML page. The body can still be read. */
    public boolean beginsWithPage() throws IOException {
        PageBeginning beginning = PageBeginning.of(body());
        body = beginning.wholeBody();
        return beginning.isPage();
    }

    /** Returns up to 8 KiB of the body of an error, as far as it can be read, and then discards the connection. */
    public String errorBody() {
        byte[] bytes = new byte[MAX_ERROR_BODY];
        int count = 0;
        try {
            InputStream whole = body();
            for (int read = 0; read >= 0 && count < bytes.length; count += Math.max(read, 0)) {
                read = whole.read(bytes, count, bytes.length - count);
            }
        } catch (IOException e) {
            // the connection closed, or a timeout expired: use the part that has arrived
        } finally {
            discard();
        }
        return new String(bytes, 0, count, charset()).replaceAll("[\\p{Cc}&&[^\n\t]]", "");
    }

    /** Returns the same for a rejection, but reads for at most one second, because a login is waiting for it. */
    public String refusalBody() {
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                this::discard, CompletableFuture.delayedExecutor(MAX_REFUSAL_TIME.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return errorBody();
        } finally {
            limit.cancel(false);
        }
    }

    private Charset charset() {
        try {
            ContentType type = ContentType.parseLenient(header(HttpHeaders.CONTENT_TYPE));
            return Optional.ofNullable(type).map(ContentType::getCharset).orElse(StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) { // not the name of a character set
            return StandardCharsets.UTF_8;
        }
    }

    /** Closes the connection without reading the rest, unless it has already been returned to the pool. */
    public void discard() {
        cancel.run();
    }

    private static String clean(String text) {
        String clean = text.replaceAll("\\p{Cc}", "");
        return clean.length() > MAX_REASON ? clean.substring(0, MAX_REASON - 3) + "..." : clean;
    }

    private String header(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }
}
