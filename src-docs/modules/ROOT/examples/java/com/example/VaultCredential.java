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
package com.example;

import java.util.function.Supplier;

import org.apache.camel.Exchange;

import io.github.camelaura.AuraCredentialProcessor;

// tag::class[]
public class VaultCredential implements AuraCredentialProcessor {

    private final Supplier<String> vault;
    private volatile String token;

    public VaultCredential(Supplier<String> vault) {
        this.vault = vault;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        String current = token;
        if (current == null) {
            current = vault.get(); // may block
            token = current;
        }
        exchange.getMessage().setHeader("Authorization", "Bearer " + current);
    }

    @Override
    public void refused(Exchange exchange) {
        token = null;
    }
}
// end::class[]
