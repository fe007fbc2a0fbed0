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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.util.URISupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import io.github.camelaura.support.AuraTestSupport;
import io.github.camelaura.support.LogCapture;
import io.github.camelaura.test.AuraReply;
import io.github.camelaura.test.LoginSite;

/**
 * Credentials and cookies of a login appear in no log, exception, header, URI or JMX attribute, with either browser.
 */
@Tag("browser")
abstract class LoginSecretsTests extends AuraTestSupport {

    static final String TYPED = "t0p-s3cret";
    private static final String TENANT = "ten4nt-s3cret";
    private static final String SEED = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    private static final String SESSION = "s3ssion-value-";

    private final List<String> outputs = new ArrayList<>();
    private LoginSite site;

    /** The options that choose the browser. */
    abstract List<String> browser();

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        configuration.withJMX(true);
    }

    @BeforeEach
    void protect() throws Exception {
        site = LoginSite.protect(server())
                .account("jane", TYPED)
                .extraCookie("other=" + SESSION + "1; Path=/; HttpOnly");
        List<String> options = new ArrayList<>(browser());
        options.add("loginUsername=jane");
        options.add("loginPassword=RAW(" + TYPED + ")");
        options.add("loginField.company=RAW(" + TENANT + ")");
        options.add("loginMinInterval=0");
        String uri = uri("support", options.toArray(String[]::new));
        routes(route -> route.from("direct:ask").routeId("asks").to(uri));
    }

    LoginSite site() {
        return site;
    }

    @Test
    void secretsAreNotInLogsExceptionsHeadersUrisOrJmx() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            read(await(ask("direct:ask", "count")));
            site.expireSessions();
            read(await(ask("direct:ask", "count")));
            server().enqueue(AuraReply.status(500, "Broken", "no"));
            read(await(ask("direct:ask", "count")));
            site.account("jane", "changed").refuseForEver(true);
            read(await(ask("direct:ask", "count")));
            read(await(ask("direct:ask", "count")));
            read(log);
            assertThat(log.lines())
                    .anyMatch(line -> line.startsWith("INFO Logged in at 127.0.0.1"))
                    .anyMatch(line -> line.startsWith("WARN Login at 127.0.0.1 failed"));
        }
        context.getEndpoints().forEach(endpoint -> {
            outputs.add(endpoint.toString());
            outputs.add(URISupport.sanitizeUri(endpoint.getEndpointUri()));
        });
        readJmx();

        assertThat(site.logins()).isEqualTo(2);
        assertThat(site.sessionsSeen().get(1)).contains(SESSION);
        assertNoSecrets();
    }

    @Test
    void seedAndCodesAreNotInLogsExceptionsHeadersUrisOrJmx() throws Exception {
        site.page(LoginSite.Page.SECOND_FACTOR).acceptCodes(code -> true);
        List<String> options = new ArrayList<>(browser());
        options.add("loginUsername=jane");
        options.add("loginPassword=RAW(" + TYPED + ")");
        // eight digits are not found by chance
        options.add("loginTotpSecret=RAW(otpauth://totp/jane?secret=" + SEED + "&digits=8&period=10)");
        options.add("loginMinInterval=0");
        String uri = uri("support", options.toArray(String[]::new));
        routes(route -> route.from("direct:code").routeId("enters codes").to(uri));
        try (LogCapture log = new LogCapture("io.github.camelaura", Level.TRACE)) {
            read(await(ask("direct:code", "count")));
            site.expireSessions();
            site.acceptCodes(code -> false);
            Exchange rejected = await(ask("direct:code", "count"));
            read(rejected);
            read(log);
            assertThat(rejected.getException()).hasMessageContaining("it says: Invalid code *** (***)");
        }
        context.getEndpoints()
                .forEach(endpoint -> outputs.add(endpoint + URISupport.sanitizeUri(endpoint.getEndpointUri())));
        readJmx();

        assertThat(site.codesSeen()).hasSize(3).allMatch(code -> code.length() == 8);
        assertNoSecrets();
    }

    void assertNoSecrets() {
        List<String> secrets = new ArrayList<>(List.of(TYPED, SESSION, SEED, TENANT));
        secrets.addAll(site.codesSeen());
        site.sessionsSeen().stream()
                .filter(cookies -> cookies != null)
                .map(cookies -> cookies.replaceFirst(".*session=([^;]+).*", "$1"))
                .forEach(secrets::add);
        assertThat(outputs).isNotEmpty().noneMatch(output -> secrets.stream().anyMatch(output::contains));
    }

    void read(Exchange exchange) {
        outputs.add(exchange.toString());
        outputs.add(exchange.getMessage().getHeaders().toString());
        exchange.getAllProperties() // Camel's contain unmasked URIs
                .forEach((name, value) -> outputs.add(name + " " + URISupport.sanitizeUri(String.valueOf(value))));
        if (exchange.getException() != null) {
            StringWriter trace = new StringWriter();
            exchange.getException().printStackTrace(new PrintWriter(trace));
            outputs.add(trace.toString());
        }
    }

    void read(LogCapture log) {
        outputs.addAll(log.lines());
    }

    private void readJmx() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        Set<ObjectName> names =
                beans.queryNames(new ObjectName("org.apache.camel:context=" + context.getName() + ",*"), null);
        assertThat(names).isNotEmpty();
        for (ObjectName name : names) {
            outputs.add(name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                outputs.add(name + " " + attribute.getName() + " " + read(beans, name, attribute));
            }
        }
    }

    private static Object read(MBeanServer beans, ObjectName name, MBeanAttributeInfo attribute) {
        try {
            return beans.getAttribute(name, attribute.getName());
        } catch (JMException | RuntimeException e) {
            return e.toString();
        }
    }
}
