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
package io.github.camelaura.test.pages;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.AuraRequest;
import io.github.camelaura.test.AuraServer;
import io.github.camelaura.test.pages.LoginPageFile.Route;

/** The servers of one page: the chat server with its login, and one on another origin. */
public final class LoginPageHosts implements AutoCloseable {

    private static final String DONE =
            "<!DOCTYPE html><html><head><title>Chat</title></head><body><p>Welcome</p></body></html>";

    private final LoginPageFile page;
    private final LoginAccount account;
    private final AuraServer site = AuraServer.start();
    private final AuraServer other = AuraServer.start();

    /** Starts them. */
    public LoginPageHosts(LoginPageFile page, LoginAccount account) {
        this.page = page;
        this.account = account;
        site.wordDelay(Duration.ZERO);
        site.answer(request -> answer(request, false));
        other.answer(request -> answer(request, true));
    }

    /** The base address of the chat server. */
    public String baseUrl() {
        return site.baseUrl();
    }

    /** Puts the addresses of the servers into a text of the page's file. */
    public String filled(String text) {
        String otherHost = "localhost:" + other.port();
        return text.replace("{site}", site.baseUrl())
                .replace("{other}", "http://" + otherHost)
                .replace("{other-host}", otherHost)
                .replace("{other-port}", String.valueOf(other.port()));
    }

    /** All that the servers received. */
    public List<AuraRequest> requests() {
        return Stream.concat(site.requests().stream(), other.requests().stream())
                .toList();
    }

    private AuraReply answer(AuraRequest request, boolean isOther) {
        if (!isOther && request.path().equals("/api/chat")) {
            boolean session = request.headers("Cookie").stream().anyMatch(cookie -> cookie.contains("session=ok"));
            return session ? null : AuraReply.status(401, "Unauthorized", "");
        }
        Optional<Route> route = page.routes().stream()
                .filter(each -> each.other() == isOther
                        && each.method().equals(request.method())
                        && each.path().equals(request.path()))
                .findFirst();
        if (route.isPresent()) {
            return reply(route.get());
        }
        if (!isOther && request.path().equals("/done")) {
            return AuraReply.html(DONE);
        }
        boolean login = page.received().stream()
                .anyMatch(place -> place.password() && place.path().equals(request.path()));
        if (!isOther && login && request.method().equals("POST")) {
            return account.isIn(request, page.received())
                            && page.fields().stream().noneMatch(field -> field.isMissingIn(request))
                    ? loggedIn("/done")
                    : reply(page.routes().get(0));
        }
        return AuraReply.status(404, "Not Found", "");
    }

    private AuraReply reply(Route route) {
        String[] status = route.status().split("\\+");
        AuraReply reply =
                switch (status[0]) {
                    case "never" -> AuraReply.silence();
                    case "logged-in" -> loggedIn(route.location());
                    default -> document(Integer.parseInt(status[0]), route);
                };
        return status.length == 1 ? reply : reply.headersAfter(Duration.ofSeconds(Long.parseLong(status[1])));
    }

    private AuraReply document(int status, Route route) {
        return route.location().isEmpty()
                ? AuraReply.status(status, "Status", filled(route.body()))
                        .header("Content-Type", type(route.path()) + "; charset=utf-8")
                : AuraReply.redirect(status, filled(route.location()));
    }

    private static String type(String path) {
        String file = URI.create(path).getPath();
        return file.endsWith(".js") ? "text/javascript" : file.endsWith(".json") ? "application/json" : "text/html";
    }

    private AuraReply loggedIn(String location) {
        return AuraReply.redirect(303, filled(location)).header("Set-Cookie", "session=ok; Path=/; HttpOnly");
    }

    @Override
    public void close() {
        site.close();
        other.close();
    }
}
