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

// tag::class[]
public class JudgingCredential extends VaultCredential {

    public JudgingCredential(Supplier<String> vault) {
        super(vault);
    }

    @Override
    public Verdict judge(Exchange exchange, Verdict verdict) {
        if ("lost".equals(exchange.getMessage().getHeader("X-Session"))) {
            return Verdict.REFUSED;
        }
        String body = exchange.getMessage().getBody(String.class);
        return body != null && body.contains("quota") ? Verdict.FORBIDDEN : verdict;
    }
}
// end::class[]
