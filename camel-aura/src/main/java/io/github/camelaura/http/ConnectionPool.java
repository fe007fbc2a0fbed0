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
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.EndpointHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.PropertiesHelper;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;

/**
 * Makes the connection pool of an endpoint. It has the options of the pool that camel-http would make, and the limits of
 * {@link WireFormat}, for which camel-http has no option.
 */
record ConnectionPool(HttpComponent component, HttpSettings settings, Map<String, Object> options) {

    PoolingHttpClientConnectionManager create() throws GeneralSecurityException, IOException {
        // twice as many, because a request may need a second connection to get its OAuth token while it holds one
        int connections = (int) Math.min(2L * settings.maxConcurrentStreams(), Integer.MAX_VALUE);
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(WireFormat.connections())
                .setTlsSocketStrategy(tls())
                .setDefaultSocketConfig(socketConfig())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setTimeToLive(TimeValue.ofMilliseconds(component.getConnectionTimeToLive()))
                        // IdleConnectionCheck checks instead, and one check is enough
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
                        .build())
                .setMaxConnPerRoute(option("connectionsPerRoute", Integer.class, connections))
                .setMaxConnTotal(option("maxTotalConnections", Integer.class, connections))
                .build();
    }

    private TlsSocketStrategy tls() throws GeneralSecurityException, IOException {
        // an option of the component since Camel 4.22
        Object policy = PluginHelper.getBeanIntrospection(context())
                .getOrElseProperty(component, "hostnameVerificationPolicy", HostnameVerificationPolicy.CLIENT, false);
        return new DefaultClientTlsStrategy(
                sslContext(),
                (HostnameVerificationPolicy) policy,
                option("x509HostnameVerifier", HostnameVerifier.class, component.getX509HostnameVerifier()));
    }

    private SSLContext sslContext() throws GeneralSecurityException, IOException {
        SSLContextParameters parameters =
                option("sslContextParameters", SSLContextParameters.class, component.getSslContextParameters());
        if (parameters == null
                && component.isUseGlobalSslContextParameters()
                && "https".equals(settings.chat().uri().getScheme())) {
            parameters = context().getSSLContextParameters();
        }
        if (parameters != null) {
            return parameters.createSSLContext(context());
        }
        return option("useSystemProperties", Boolean.class, component.isUseSystemProperties())
                ? SSLContexts.createSystemDefault()
                : SSLContexts.createDefault();
    }

    private SocketConfig socketConfig() {
        SocketConfig.Builder builder = SocketConfig.custom();
        PropertyBindingSupport.bindProperties(
                context(), builder, PropertiesHelper.extractProperties(new HashMap<>(options), "httpConnection."));
        return builder.build();
    }

    private <T> T option(String name, Class<T> type, T otherwise) {
        Object value = options.get(name);
        if (value == null) {
            return otherwise;
        }
        if (value instanceof String text && EndpointHelper.isReferenceParameter(text)) {
            return EndpointHelper.resolveReferenceParameter(context(), text, type);
        }
        return context().getTypeConverter().convertTo(type, value);
    }

    private CamelContext context() {
        return component.getCamelContext();
    }
}
