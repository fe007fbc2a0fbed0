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
package io.github.camelaura.call;

import java.util.Collection;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

import io.github.camelaura.AuraCredentialException;
import io.github.camelaura.AuraCredentialProcessor;

/** Calls a user's bean, which adds the credential ({@code credentialProcessor=#name}). */
public final class BeanCredentials implements Credentials {

    private final AuraCredentialProcessor bean;

    /**
     * Prepares the bean.
     *
     * @param bean an {@link AuraCredentialProcessor}, or any processor that does not need the responses
     */
    public BeanCredentials(CamelContext context, Processor bean) {
        CamelContextAware.trySetCamelContext(bean, context);
        this.bean = bean instanceof AuraCredentialProcessor aura ? aura : bean::process;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        bean.process(exchange);
    }

    @Override
    public void check(Map<String, Collection<String>> headers, Exchange exchange) throws AuraCredentialException {
        HeaderText.check(headers, exchange);
    }

    @Override
    public Verdict judge(Exchange exchange, Verdict verdict) throws Exception {
        return bean.judge(exchange, verdict);
    }

    @Override
    public void answered(Exchange exchange) throws Exception {
        bean.answered(exchange);
    }

    @Override
    public void refused(Exchange exchange) throws Exception {
        bean.refused(exchange);
    }
}
