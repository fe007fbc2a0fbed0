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

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.openqa.selenium.WebDriver;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.test.pages.LoginAccount;
import io.github.camelaura.test.pages.LoginPageFile;
import io.github.camelaura.test.pages.LoginPageHosts;

/** One login on one page with one browser, by a route in its own context. */
public final class LoginPageRun {

    private static final String WEB_DRIVER = "browser";

    private static final LoginAccount JANE = LoginAccount.JANE;

    private final LoginPageFile page;
    private final String description;
    private final List<String> browser;
    private final Supplier<WebDriver> webDriver;

    /**
     * Prepares a run.
     *
     * @param description page and browser, for the message of a failure
     * @param browser the options that select the browser
     * @param webDriver gives the browser; null if the options select it
     */
    public LoginPageRun(LoginPageFile page, String description, List<String> browser, Supplier<WebDriver> webDriver) {
        this.page = page;
        this.description = description;
        this.browser = browser;
        this.webDriver = webDriver;
    }

    /** Logs in and asserts the outcome that the file of the page names. */
    public void run() throws Exception {
        try (LoginPageHosts hosts = new LoginPageHosts(page, JANE)) {
            Exchange exchange = ask(hosts);
            // first, because a leaked password is the worst failure
            assertThat(JANE.wrong(hosts.requests(), page.received()))
                    .as("%s, which ended with %s: what servers received", description, exchange.getException())
                    .isEmpty();
            assertThat(page.fields().stream().flatMap(field -> field.wrong(hosts.requests()).stream()))
                    .as("%s, which ended with %s: values of fields", description, exchange.getException())
                    .isEmpty();
            if (page.outcome().equals("any")) {
                return;
            }
            assertThat(JANE.missing(hosts.requests(), page.received()))
                    .as("%s, which ended with %s: what no server received", description, exchange.getException())
                    .isEmpty();
            if (page.outcome().equals("logged-in")) {
                assertThat(exchange.getException()).as(description).isNull();
                assertThat(exchange.getMessage().getBody(String.class))
                        .as(description)
                        .isNotBlank();
            } else {
                assertFailure(exchange.getException(), hosts);
            }
        }
    }

    private Exchange ask(LoginPageHosts hosts) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            if (webDriver != null) {
                context.getRegistry().bind(WEB_DRIVER, webDriver);
            }
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:ask").errorHandler(noErrorHandler()).to(uri(hosts));
                }
            });
            context.start();
            try (ProducerTemplate template = context.createProducerTemplate()) {
                return template.asyncSend(
                                "direct:ask", exchange -> exchange.getMessage().setBody("count"))
                        .get(AuraTestSupport.PATIENCE, TimeUnit.SECONDS);
            }
        }
    }

    private String uri(LoginPageHosts hosts) {
        List<String> options = new ArrayList<>(List.of(
                "baseUrl=" + hosts.baseUrl(), "loginUsername=" + JANE.username(), "loginPassword=" + JANE.password()));
        if (page.options().stream().noneMatch(option -> option.startsWith("loginTimeout="))) {
            options.add("loginTimeout=" + (page.mayTimeOut() ? 9_000 : 40_000));
        }
        page.options().forEach(option -> options.add(encoded(hosts.filled(option))));
        options.addAll(browser);
        if (webDriver != null) {
            options.add("webDriver=%23" + WEB_DRIVER);
        }
        return "aura:support?" + String.join("&", options);
    }

    private static String encoded(String option) {
        String[] parts = option.split("=", 2);
        return parts[0] + "="
                + URLEncoder.encode(parts[1], StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void assertFailure(Exception thrown, LoginPageHosts hosts) {
        assertThat(thrown).as(description).isInstanceOf(AuraCredentialException.class);
        AuraCredentialException failure = (AuraCredentialException) thrown;
        if (page.outcome().equals("unclear")) {
            assertThat(failure.getReason()).as("%s: %s", description, failure).isNotEqualTo(Reason.REJECTED);
        } else {
            assertThat(failure.getReason())
                    .as("%s: %s", description, failure)
                    .isEqualTo(Reason.valueOf(
                            page.outcome().toUpperCase(Locale.ROOT).replace('-', '_')));
        }
        for (String message : page.messages()) {
            assertThat(failure).as(description).hasMessageContaining(hosts.filled(message));
        }
        assertThat(failure.getMessage()).as(description).doesNotContainPattern("[\\p{Cc}\\u2028\\u2029]");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            assertThat(String.valueOf(cause.getMessage())).as(description).doesNotContain(JANE.password(), "s3cr3t");
        }
    }
}
