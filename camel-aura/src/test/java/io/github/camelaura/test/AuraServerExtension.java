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
package io.github.camelaura.test;

import java.time.Duration;
import java.util.function.Supplier;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives each test a new {@link AuraServer}.
 *
 * <pre>{@code
 * @RegisterExtension
 * final AuraServerExtension aura = new AuraServerExtension();
 *
 * @Test
 * void asks() {
 *     aura.server().enqueue(AuraReply.chunks("Hello"));
 * }
 *
 * @Test
 * void asksToo(AuraServer server) {
 *     server.enqueue(AuraReply.chunks("Hello"));
 * }
 * }</pre>
 *
 * <p>{@code @ExtendWith(AuraServerExtension.class)} does as well, for parameters. Tests of one class that run at the same
 * time should use the parameter, or the field of an instance.
 */
public final class AuraServerExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(AuraServerExtension.class);

    private final Supplier<AuraServer> start;
    private volatile AuraServer server;

    /** With servers that speak plain HTTP and have no delay between the words of their default reply. */
    public AuraServerExtension() {
        this(() -> AuraServer.start().wordDelay(Duration.ZERO));
    }

    /**
     * With servers made to measure.
     *
     * @param start starts one, for example {@code () -> AuraServer.start(tls)}
     */
    public AuraServerExtension(Supplier<AuraServer> start) {
        this.start = start;
    }

    /**
     * The server of the current test.
     *
     * @return the running server
     */
    public AuraServer server() {
        if (server == null) {
            throw new IllegalStateException("The server runs only while a test does, from its @BeforeEach on");
        }
        return server;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        server = start.get();
        context.getStore(NAMESPACE).put(this, server);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        AuraServer used = context.getStore(NAMESPACE).remove(this, AuraServer.class);
        if (used != null) {
            used.close();
        }
        server = null;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == AuraServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        AuraServer used = context.getStore(NAMESPACE).get(this, AuraServer.class);
        if (used == null) {
            throw new ParameterResolutionException("There is an AuraServer only for methods that run for each test");
        }
        return used;
    }
}
