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
package io.github.camelaura.browser;

import java.net.ConnectException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.openqa.selenium.Capabilities;
import org.openqa.selenium.MutableCapabilities;
import org.openqa.selenium.PageLoadStrategy;
import org.openqa.selenium.Proxy;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.remote.HttpCommandExecutor;
import org.openqa.selenium.remote.RemoteWebDriver;
import org.openqa.selenium.remote.http.ClientConfig;
import org.openqa.selenium.remote.http.HttpClient;
import org.openqa.selenium.remote.http.HttpMethod;
import org.openqa.selenium.remote.http.HttpRequest;
import org.openqa.selenium.remote.http.HttpResponse;
import org.openqa.selenium.remote.http.WebSocket;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.login.LoginException;
import io.github.camelaura.login.LoginSettings;

/** Starts browsers on a Selenium Grid. */
final class Grid {

    /** The part of {@code loginTimeout} that is kept for a message if the Grid starts no browser; at most a tenth of it. */
    private static final long MILLIS_FOR_MESSAGE = 5000;

    private Grid() {}

    static WebDriver start(LoginSettings settings) throws LoginException {
        long timeout = settings.timeout();
        long startTimeout = timeout - Math.min(timeout / 10, MILLIS_FOR_MESSAGE);
        GridClient client = new GridClient(
                URI.create(settings.browser().remoteUrl()),
                Duration.ofMillis(startTimeout),
                Duration.ofMillis(timeout));
        try {
            return settings.browser().isChrome()
                    ? new GridChrome(client, ChromeBrowser.options(settings))
                    : new RemoteWebDriver(
                            new HttpCommandExecutor(client, Map.of(), client.baseUrl()), capabilities(settings));
        } catch (WebDriverException e) {
            client.close();
            throw new LoginException(
                    Reason.BROWSER_DOES_NOT_START,
                    "The Selenium Grid at browserRemoteUrl="
                            + settings.browser().remoteUrl() + " "
                            + why(e, settings.browser().name(), startTimeout));
        }
    }

    private static String why(WebDriverException e, String browser, long timeout) {
        if (isCausedBy(e, ConnectException.class)) {
            return "can't be reached. Check the address, and that it is up";
        }
        if (isCausedBy(e, TimeoutException.class)) {
            return "gave no browser " + browser + " within " + timeout + " ms. Check that it has such a browser, and a"
                    + " free slot";
        }
        return "gives no browser " + browser + ": " + WebDriverErrors.firstLine(e);
    }

    private static boolean isCausedBy(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(type::isInstance);
    }

    private static Capabilities capabilities(LoginSettings settings) {
        MutableCapabilities capabilities = new MutableCapabilities();
        capabilities.setCapability("browserName", settings.browser().name());
        capabilities.setCapability("pageLoadStrategy", PageLoadStrategy.NONE.toString());
        Proxy proxy = BrowserProxy.of(settings.proxy());
        if (proxy != null) {
            capabilities.setCapability("proxy", proxy);
        }
        return capabilities;
    }

    /** Chrome on a Selenium Grid. It quits even while it waits for a page that never loads. */
    private static final class GridChrome extends CdpDriver {

        private static final Executor AFTER_A_SECOND = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

        private final GridClient client;

        GridChrome(GridClient client, Capabilities capabilities) {
            super(new HttpCommandExecutor(client, COMMANDS, client.baseUrl()), capabilities);
            this.client = client;
        }

        @Override
        public void quit() {
            Future<?> close = CompletableFuture.runAsync(this::closeBrowser, AFTER_A_SECOND);
            try {
                super.quit(); // the driver runs one command at a time, so it may still wait for a page
            } finally {
                close.cancel(false);
            }
        }

        /** Closes the browser directly, because its driver is blocked by a command, which this ends. */
        private void closeBrowser() {
            if (getCapabilities().getCapability("se:cdp") instanceof String address) {
                client.openSocket(new HttpRequest(HttpMethod.GET, address), new WebSocket.Listener() {})
                        .sendText("{\"id\": 1, \"method\": \"Browser.close\"}");
            }
        }
    }

    /** An HTTP client for a Grid, with a shorter timeout for the start of a browser than for other commands. */
    private static final class GridClient implements HttpClient {

        private final URL baseUrl;
        private final HttpClient forStart;
        private final HttpClient forCommands;

        GridClient(URI grid, Duration startTimeout, Duration timeout) {
            ClientConfig config = ClientConfig.defaultConfig().baseUri(grid).connectionTimeout(startTimeout);
            HttpClient.Factory factory = HttpClient.Factory.createDefault();
            this.baseUrl = config.baseUrl();
            this.forStart = factory.createClient(config.readTimeout(startTimeout));
            this.forCommands = factory.createClient(config.readTimeout(timeout));
        }

        URL baseUrl() {
            return baseUrl;
        }

        @Override
        public HttpResponse execute(HttpRequest request) {
            boolean startsBrowser =
                    request.getMethod() == HttpMethod.POST && request.getUri().equals("/session");
            return (startsBrowser ? forStart : forCommands).execute(request);
        }

        @Override
        public WebSocket openSocket(HttpRequest request, WebSocket.Listener listener) {
            return forCommands.openSocket(request, listener);
        }

        @Override
        public void close() {
            forStart.close();
            forCommands.close();
        }
    }
}
