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
package io.github.camelaura;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.ObjectHelper;
import org.apache.camel.util.PropertiesHelper;

import io.github.camelaura.http.HttpOptions;
import io.github.camelaura.stream.StreamManager;

/** Asks an Aura chat server and emits every streamed chunk as an exchange of its own. */
@Component("aura")
public class AuraComponent extends DefaultComponent {

    @Metadata(description = "The defaults for all endpoints of this component.")
    private AuraConfiguration configuration = new AuraConfiguration();

    private StreamManager streams;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (ObjectHelper.isEmpty(remaining)) {
            throw new IllegalArgumentException("An aura endpoint needs the name of a stream, as in aura:support");
        }
        AuraConfiguration endpointConfiguration = configuration.copy();
        Map<String, Object> httpOptions = new HashMap<>();
        if (endpointConfiguration.getHttpOptions() != null) {
            httpOptions.putAll(endpointConfiguration.getHttpOptions());
        }
        httpOptions.putAll(PropertiesHelper.extractProperties(parameters, "http."));
        HttpOptions.validate(httpOptions.keySet());
        endpointConfiguration.setHttpOptions(httpOptions);

        AuraEndpoint endpoint = new AuraEndpoint(uri, this, remaining, endpointConfiguration);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        streams = new StreamManager(getCamelContext());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ServiceHelper.startService(streams);
    }

    @Override
    protected void doStop() throws Exception {
        ServiceHelper.stopService(streams);
        super.doStop();
    }

    StreamManager getStreams() {
        return streams;
    }

    public AuraConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(AuraConfiguration configuration) {
        this.configuration = configuration;
    }
}
