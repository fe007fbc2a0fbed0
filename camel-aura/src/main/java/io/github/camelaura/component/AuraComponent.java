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
package io.github.camelaura.component;

import static io.github.camelaura.component.PrefixedOptions.ADDITIONAL_BODY_PROPERTY;
import static io.github.camelaura.component.PrefixedOptions.ADDITIONAL_HEADER;
import static io.github.camelaura.component.PrefixedOptions.LOGIN_FIELD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.PropertiesHelper;

import io.github.camelaura.conversation.Conversations;
import io.github.camelaura.http.HttpOptions;
import io.github.camelaura.login.Logins;
import io.github.camelaura.management.ComponentState;
import io.github.camelaura.management.ComponentState.ConsumerState;
import io.github.camelaura.management.ComponentState.EndpointState;
import io.github.camelaura.management.ConsoleText;
import io.github.camelaura.management.HealthChecks;
import io.github.camelaura.management.Telemetry;
import io.github.camelaura.stream.StreamManager;
import io.github.camelaura.stream.StreamSettings;
import io.github.camelaura.stream.StreamStatistics;

/** Sends prompts to Aura chat servers and emits each streamed chunk of the reply as a separate exchange. */
@Component("aura")
@ManagedResource(description = "Managed Aura component")
public class AuraComponent extends DefaultComponent implements ManagedStreams {

    @Metadata(description = "The default options for all endpoints of this component.")
    private AuraConfiguration configuration = new AuraConfiguration();

    @Metadata(
            label = "health",
            defaultValue = "true",
            description =
                    "Whether the component registers its health check with Camel's producer health checks, which `camel.health.producersEnabled=true` enables. The check is DOWN if the last request of an endpoint did not reach its server.")
    private boolean healthCheckProducerEnabled = true;

    @Metadata(
            label = "health",
            description =
                    "Whether a failed login makes the health check DOWN. If the identity provider is down, this takes all replicas out of service at once.")
    private boolean healthCheckLoginEnabled;

    @Metadata(
            label = "health",
            description =
                    "Whether the health check requests the list of models in the background, which costs nothing at the provider. It is DOWN if the server cannot be reached or does not list the `model` of an endpoint.")
    private boolean healthCheckModels;

    @Metadata(
            label = "health",
            defaultValue = "60000",
            javaType = "java.time.Duration",
            description = "Minimum time between two requests of `healthCheckModels`.")
    private long healthCheckModelsInterval = 60_000;

    private StreamManager streams;
    private final ConversationStores stores = new ConversationStores();
    private final List<Runnable> removals = new ArrayList<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (ObjectHelper.isEmpty(remaining)) {
            throw new IllegalArgumentException("An aura endpoint requires the name of a stream, such as aura:support");
        }
        if (getCamelContext().isRunAllowed()) {
            // getComponent may return a component to one thread before another thread has started it
            ServiceHelper.startService(this);
        }
        AuraConfiguration endpointConfiguration = configuration.copy();
        if (parameters.containsKey("loginScreenshotFolder")) {
            endpointConfiguration.setLoginScreenshotFolder(String.valueOf(parameters.get("loginScreenshotFolder")));
        }
        Map<String, Object> httpOptions = new HashMap<>();
        if (endpointConfiguration.getHttpOptions() != null) {
            httpOptions.putAll(endpointConfiguration.getHttpOptions());
        }
        httpOptions.putAll(PropertiesHelper.extractProperties(parameters, "http."));
        HttpOptions.validate(httpOptions.keySet());
        endpointConfiguration.setHttpOptions(httpOptions);
        CamelContext context = getCamelContext();
        endpointConfiguration.setLoginField(
                LOGIN_FIELD.merged(context, endpointConfiguration.getLoginField(), parameters));
        endpointConfiguration.setAdditionalHeader(
                ADDITIONAL_HEADER.merged(context, endpointConfiguration.getAdditionalHeader(), parameters));
        endpointConfiguration.setAdditionalBodyProperty(ADDITIONAL_BODY_PROPERTY.merged(
                context, endpointConfiguration.getAdditionalBodyProperty(), parameters));

        AuraEndpoint endpoint = new AuraEndpoint(uri, this, remaining, endpointConfiguration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        SecretNames.register(getCamelContext());
        streams = new StreamManager(getCamelContext());
        Telemetry.of(getCamelContext()).forEach(streams::addObserver);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        StreamSettings.requireAtLeast(1, "healthCheckModelsInterval", healthCheckModelsInterval);
        ServiceHelper.startService(streams);
        if (healthCheckProducerEnabled) {
            removals.add(HealthChecks.add(getCamelContext(), registeredName(), this::health, healthCheckLoginEnabled));
        }
        removals.add(Telemetry.addGauges(getCamelContext(), registeredName(), this::state));
    }

    /** Returns the default name if the name is not known yet: a running context starts a component before it registers it. */
    private String registeredName() {
        return getCamelContext().getComponentNames().stream()
                .filter(name -> getCamelContext().hasComponent(name) == this)
                .findFirst()
                .orElseGet(this::getDefaultName);
    }

    @Override
    protected void doStop() throws Exception {
        removals.forEach(Runnable::run);
        removals.clear();
        ServiceHelper.stopService(streams);
        super.doStop();
    }

    @Override
    public StreamStatistics statistics() {
        return streams.statistics();
    }

    @ManagedAttribute(description = "Number of streams that run or wait for a slot")
    public int getRunningStreams() {
        return streams.running().size();
    }

    @ManagedOperation(
            description =
                    "Aborts the stream with this id and fails its request exchange; returns false if no such stream runs")
    public boolean cancelStream(String id) {
        return id != null && streams.cancel(null, id, null) > 0;
    }

    @ManagedAttribute(
            description =
                    "The logins of this CamelContext, one text for each site and account, as in the developer console")
    public String[] getLogins() {
        return ConsoleText.logins(Logins.statuses(getCamelContext()));
    }

    @ManagedOperation(
            description =
                    "Drops all credentials from browsers in this CamelContext and resets the back-off and rejection of"
                            + " all accounts: the next requests log in, where the server requires it")
    public void forgetCredentials() {
        Logins.forgetAll(getCamelContext());
    }

    /** Returns the current state for the health check, and may request models for the next one. */
    private ComponentState health() {
        if (healthCheckModels) {
            Duration interval = Duration.ofMillis(healthCheckModelsInterval);
            askingEndpoints().forEach(endpoint -> endpoint.requestModels(interval));
        }
        return state();
    }

    private List<AuraEndpoint> askingEndpoints() {
        return getCamelContext().getEndpoints().stream()
                .filter(AuraEndpoint.class::isInstance)
                .map(AuraEndpoint.class::cast)
                .filter(endpoint -> endpoint.getComponent() == this && endpoint.isAsking())
                .toList();
    }

    /** Returns the current state for monitoring. */
    ComponentState state() {
        List<EndpointState> endpoints =
                askingEndpoints().stream().map(AuraEndpoint::state).toList();
        List<ConsumerState> consumers = getCamelContext().getRoutes().stream()
                .filter(route -> route.getConsumer() instanceof AuraConsumer consumer
                        && consumer.getEndpoint().getComponent() == this)
                .map(route -> ((AuraConsumer) route.getConsumer()).state())
                .toList();
        return new ComponentState(
                streams.statistics().counts(),
                streams.running(),
                endpoints,
                consumers,
                Logins.statuses(getCamelContext()));
    }

    StreamManager getStreams() {
        return streams;
    }

    /** Returns the conversations of this store; null for the one in memory. */
    Conversations conversations(ConcurrentMap<String, String> store) {
        return stores.of(store, streams.threads());
    }

    public AuraConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AuraConfiguration configuration) {
        this.configuration = configuration;
    }

    /**
     * Rejects the former name of an option.
     *
     * @throws IllegalArgumentException always; the message names the new option
     */
    public void setLoginScreenshotFolder(String loginScreenshotFolder) {
        configuration.setLoginScreenshotFolder(loginScreenshotFolder);
    }

    public boolean isHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    public void setHealthCheckProducerEnabled(boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public boolean isHealthCheckModels() {
        return healthCheckModels;
    }

    public void setHealthCheckModels(boolean healthCheckModels) {
        this.healthCheckModels = healthCheckModels;
    }

    public long getHealthCheckModelsInterval() {
        return healthCheckModelsInterval;
    }

    public void setHealthCheckModelsInterval(long healthCheckModelsInterval) {
        this.healthCheckModelsInterval = healthCheckModelsInterval;
    }

    public boolean isHealthCheckLoginEnabled() {
        return healthCheckLoginEnabled;
    }

    public void setHealthCheckLoginEnabled(boolean healthCheckLoginEnabled) {
        this.healthCheckLoginEnabled = healthCheckLoginEnabled;
    }
}
