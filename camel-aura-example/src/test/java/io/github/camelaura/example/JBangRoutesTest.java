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
package io.github.camelaura.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;

import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelaura.test.AuraServerExtension;

/** The documentation's file for Camel JBang, run with Camel Main, which treats it in the same way. */
class JBangRoutesTest {

    @RegisterExtension
    final AuraServerExtension aura = new AuraServerExtension();

    @Test
    void jbangRoutesSendOneRequestAndReceiveItsChunks() throws Exception {
        Main main = new Main();
        main.addOverrideProperty(
                "camel.main.routes-include-pattern", "file:../src-docs/modules/ROOT/examples/jbang/ask.yaml");
        main.addInitialProperty("camel.component.aura.base-url", aura.server().baseUrl());
        main.addInitialProperty("question", "Who is it?");
        main.init();
        NotifyBuilder asked = new NotifyBuilder(main.getCamelContext())
                .fromRoute("ask")
                .whenDone(1)
                .create();
        NotifyBuilder heard = new NotifyBuilder(main.getCamelContext())
                .fromRoute("chunks")
                .whenDone(2)
                .create();
        main.start();
        try {
            assertThat(asked.matches(30, TimeUnit.SECONDS)).isTrue();
            assertThat(heard.matches()).isTrue();
            assertThat(aura.server().requests().get(0).json().toString()).contains("Who is it?");
        } finally {
            main.stop();
        }
    }
}
