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

import java.io.IOException;
import java.net.URL;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.htmlunit.BrowserVersion;
import org.htmlunit.DefaultCredentialsProvider;
import org.htmlunit.Page;
import org.htmlunit.ProxyConfig;
import org.htmlunit.ScriptException;
import org.htmlunit.SilentCssErrorHandler;
import org.htmlunit.WebClient;
import org.htmlunit.WebRequest;
import org.htmlunit.WebRequest.FetchDestination;
import org.htmlunit.WebResponse;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.http.Cookie;
import org.htmlunit.javascript.SilentJavaScriptErrorListener;
import org.htmlunit.util.UrlUtils;
import org.htmlunit.util.WebConnectionWrapper;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.htmlunit.HtmlUnitDriver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelaura.http.BrowserCookie;
import io.github.camelaura.http.Origin;
import io.github.camelaura.login.LoginSettings;

/** HtmlUnit, a browser that runs within the JVM. */
final class HtmlUnitBrowser extends HtmlUnitDriver implements BrowserSession.CookieSource {

    private static final Logger LOG = LoggerFactory.getLogger(HtmlUnitBrowser.class);

    private record Failure(String url, IOException cause) {}

    /** A request of a script. */
    private record Call(String url, long nanos, int status) {}

    /** The time for one resource of a page. Some never arrive, and the login continues without them. */
    private static final int MOST_MILLIS_FOR_RESOURCE = 5_000;

    private static final int RESOURCES_PER_LOGIN = 4;

    private static final int MOST_CALLS = 1_000;

    private static final int MILLIS_FOR_SCRIPT_AT_QUIT = 1;

    private static final int MOST_SCRIPT_ERRORS = 50;

    private final List<ConsoleLog.Entry> scriptErrors = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Failure failure;
    private volatile boolean quits;

    HtmlUnitBrowser(LoginSettings settings) {
        super(BrowserVersion.CHROME, true);
        setAcceptInsecureCerts(false); // the driver accepts them by default
        WebClient client = getWebClient();
        ((HtmlUnitClient) client).setTrusted(settings.trustedOrigins());
        client.getOptions().setFetchPolyfillEnabled(true);
        client.getOptions().setThrowExceptionOnScriptError(false); // pages may have scripts with errors
        client.setJavaScriptTimeout(settings.timeout());
        int mostForResource =
                (int) Math.max(1, Math.min(MOST_MILLIS_FOR_RESOURCE, settings.timeout() / RESOURCES_PER_LOGIN));
        client.setRefreshHandler(HtmlUnitBrowser::refreshLater);
        client.setWebConnection(new WebConnectionWrapper(client) {
            @Override
            public WebResponse getResponse(WebRequest request) throws IOException {
                if (isResource(request)) {
                    request.setTimeout(mostForResource);
                }
                if (quits) {
                    throw new IOException("HtmlUnit quits");
                }
                long begun = System.nanoTime();
                try {
                    WebResponse response = super.getResponse(request);
                    HtmlUnitClient.Cookies.received(response, client.getCookieManager());
                    remember(request, begun, response.getStatusCode());
                    return response;
                } catch (IOException e) {
                    remember(request, begun, 0);
                    failure = new Failure(request.getUrl().toExternalForm(), e);
                    throw e;
                }
            }
        });
        client.setJavaScriptErrorListener(new ScriptErrors());
        client.setCssErrorHandler(
                new SilentCssErrorHandler()); // HtmlUnit warns of style sheets that all browsers accept
        client.setIncorrectnessListener((message, origin) -> {});
        if (settings.proxy().host() != null) {
            client.getOptions().setProxyConfig(new Proxy(settings));
            authenticateProxy(client, settings);
        }
    }

    /** Keeps errors of scripts for the report, because HtmlUnit would log them, also those of a login that succeeds. */
    private final class ScriptErrors extends SilentJavaScriptErrorListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void scriptException(HtmlPage page, ScriptException e) {
            add(e.getMessage());
        }

        @Override
        public void loadScriptError(HtmlPage page, URL script, Exception e) {
            add("Failed to load " + script + ": " + e);
        }

        private void add(String error) {
            if (scriptErrors.size() < MOST_SCRIPT_ERRORS) {
                scriptErrors.add(new ConsoleLog.Entry(Instant.now(), error));
            }
        }
    }

    @Override
    protected WebClient newWebClient(BrowserVersion version) {
        return new HtmlUnitClient(version);
    }

    /**
     * Follows {@code <meta http-equiv="refresh">} with the page's own timer, as browsers do. The driver's handler would sleep
     * while the page loads, and load pages that refresh themselves for ever.
     */
    private static void refreshLater(Page page, URL url, int seconds) {
        if (page instanceof HtmlPage html) {
            String address = url.toExternalForm().replace("\\", "%5C").replace("'", "%27");
            html.executeJavaScript(
                    "setTimeout(function () { location.replace('" + address + "'); }, " + seconds * 1000L + ")");
        }
    }

    /** Returns whether a request is for a resource of a page, such as a script or an image. */
    private static boolean isResource(WebRequest request) {
        FetchDestination destination = request.getFetchDestination();
        return destination != FetchDestination.DOCUMENT && destination != FetchDestination.EMPTY;
    }

    private void remember(WebRequest request, long begun, int status) {
        if (request.getFetchDestination() == FetchDestination.EMPTY && calls.size() < MOST_CALLS) {
            calls.add(new Call(request.getUrl().toExternalForm(), begun, status));
        }
    }

    /** Returns the statuses of URLs that scripts requested since then and not before; 0 for a request without a response. */
    List<Integer> statusesSince(long nanos) {
        Set<String> before = calls.stream()
                .filter(call -> call.nanos() - nanos < 0)
                .map(Call::url)
                .collect(Collectors.toSet());
        return calls.stream()
                .filter(call -> call.nanos() - nanos >= 0 && !before.contains(call.url()))
                .map(Call::status)
                .toList();
    }

    /** Returns the first errors of the scripts of all pages; none without {@code loginReportFolder}. */
    List<ConsoleLog.Entry> scriptErrors() {
        return scriptErrors;
    }

    private static void authenticateProxy(WebClient client, LoginSettings settings) {
        if (settings.proxy().username() != null) {
            DefaultCredentialsProvider credentials = new DefaultCredentialsProvider();
            credentials.addCredentials(
                    settings.proxy().username(),
                    settings.proxy().password().toCharArray(),
                    settings.proxy().host(),
                    settings.proxy().port(),
                    null);
            client.setCredentialsProvider(credentials);
        }
    }

    /** Fails if the page cannot be loaded; the driver itself ignores this. */
    @Override
    public void get(String url) {
        failure = null;
        try {
            super.get(url);
        } catch (TimeoutException e) {
            throw e;
        } catch (WebDriverException e) {
            throw failure == null ? e : notLoaded(failure);
        }
        Failure last = failure;
        if (last != null && !isLoaded(last)) {
            throw notLoaded(last);
        }
    }

    /** Reports a failure with the error code that Chromium uses. */
    private static WebDriverException notLoaded(Failure last) {
        return new WebDriverException("ERR_FAILED: " + last.cause(), last.cause());
    }

    private boolean isLoaded(Failure last) {
        Page page = getWebClient().getCurrentWindow().getEnclosedPage();
        return page instanceof HtmlPage
                && !UrlUtils.URL_ABOUT_BLANK.equals(page.getUrl())
                && !last.url().equals(page.getUrl().toExternalForm());
    }

    /** Ends scripts and connections first, because the driver waits for a page that is loading and cannot be interrupted. */
    @Override
    public void quit() {
        WebClient client = getWebClient();
        quits = true; // a closed connection opens again for the next request
        client.setJavaScriptTimeout(MILLIS_FOR_SCRIPT_AT_QUIT);
        try {
            client.getWebConnection().close();
        } catch (Exception e) { // as AutoCloseable declares it; the browser must quit all the same
            LOG.debug("HtmlUnit could not close its connections", e);
        }
        super.quit();
    }

    @Override
    public List<BrowserCookie> allCookies() {
        return getWebClient().getCookieManager().getCookies().stream()
                .map(HtmlUnitBrowser::browserCookie)
                .toList();
    }

    private static BrowserCookie browserCookie(Cookie cookie) {
        String domain = cookie.getDomain();
        Date expires = cookie.getExpires();
        return new BrowserCookie(
                cookie.getName(),
                cookie.getValue(),
                BrowserSession.withoutDot(domain),
                !domain.startsWith("."),
                cookie.getPath(),
                expires == null ? null : expires.toInstant(),
                cookie.isSecure(),
                cookie.isHttpOnly());
    }

    /** The configured proxy. Connections to loopback addresses bypass it, as in Chromium. */
    static final class Proxy extends ProxyConfig {

        private static final long serialVersionUID = 1L;

        Proxy(LoginSettings settings) {
            super(settings.proxy().host(), settings.proxy().port(), null);
            String hosts = Objects.requireNonNullElse(settings.proxy().nonProxyHosts(), "");
            for (String host : hosts.split(",")) {
                addHostsToProxyBypass(pattern(host.strip()));
            }
        }

        /** Returns a pattern for the whole name; HtmlUnit itself searches for a regular expression within the name. */
        private static String pattern(String host) {
            return "(?i)^" + Pattern.quote(host).replace("*", "\\E.*\\Q") + "$";
        }

        @Override
        protected boolean shouldBypassProxy(String host) {
            return Origin.isLoopback(host) || super.shouldBypassProxy(host);
        }
    }
}
