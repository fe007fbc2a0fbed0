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
package io.github.camelaura.test.sso;

import java.io.IOException;
import java.io.InputStream;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/** Somebody with a jar of cookies, who knows how to fill in the form of {@link Keycloak}. */
final class Visitor {

    private static final Pattern FORM = Pattern.compile("<form id=\"kc-form-login\"[^>]* action=\"([^\"]*)\"");

    private final CookieHandler cookies = new LoopbackCookies();
    private final SSLContext trust;
    private final URI site;

    Visitor(URI site, SSLContext trust) {
        this.site = site;
        this.trust = trust;
    }

    /** Goes to the site, to the form, and back to the site, and returns the page at the end. */
    HttpResponse<String> signIn(String user, String password) throws IOException, InterruptedException {
        HttpResponse<String> page = visit();
        Matcher form = FORM.matcher(page.body());
        if (!form.find()) {
            throw new IllegalStateException("No form to sign in: " + page + "\n" + page.body());
        }
        URI action = page.uri().resolve(form.group(1).replace("&amp;", "&"));
        return follow(HttpRequest.newBuilder(action)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("username=" + encoded(user) + "&password=" + encoded(password))));
    }

    /** Opens the first page, and follows wherever that leads. */
    HttpResponse<String> visit() throws IOException, InterruptedException {
        return visit(site);
    }

    /** The same at another site. */
    HttpResponse<String> visit(URI otherSite) throws IOException, InterruptedException {
        return follow(HttpRequest.newBuilder(otherSite.resolve("/")));
    }

    /** Asks for the first page, and follows nowhere. */
    HttpResponse<String> get(String accept) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve("/")).header("Accept", accept);
        return send(request, Redirect.NEVER, BodyHandlers.ofString());
    }

    /** Asks a question, and follows nowhere. */
    HttpResponse<InputStream> chat(String accept, String question) throws IOException, InterruptedException {
        String json = """
                {"model":{"id":"openchat_3.6","tokenLimit":8192},"messages":[{"role":"user","content":"%s"}],\
                "key":"","prompt":"","temperature":0.5}""".formatted(question);
        HttpRequest.Builder request = HttpRequest.newBuilder(site.resolve("/api/chat"))
                .header("Accept", accept)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
        return send(request, Redirect.NEVER, BodyHandlers.ofInputStream());
    }

    private HttpResponse<String> follow(HttpRequest.Builder request) throws IOException, InterruptedException {
        return send(request.header("Accept", "text/html"), Redirect.ALWAYS, BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, Redirect redirect, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .followRedirects(redirect)
                .sslContext(trust)
                .build()
                .send(request.timeout(Duration.ofSeconds(60)).build(), body);
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
