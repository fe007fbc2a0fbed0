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

import java.util.List;
import java.util.Map;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonObject;

import io.github.camelaura.management.ConsoleJson;
import io.github.camelaura.management.ConsoleText;

/** The developer console {@code aura}: running streams, endpoints, consumers and logins. */
@DevConsole(
        name = "aura",
        displayName = "Aura",
        description = "Shows the streams, endpoints, consumers and logins of the aura component")
public class AuraDevConsole extends AbstractDevConsole {

    public AuraDevConsole() {
        super("camel", "aura", "Aura", "Shows the streams, endpoints, consumers and logins of the aura component");
    }

    private List<AuraComponent> components() {
        return getCamelContext().getComponentNames().stream()
                .map(name -> getCamelContext().hasComponent(name))
                .filter(AuraComponent.class::isInstance)
                .map(AuraComponent.class::cast)
                .toList();
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        components().forEach(component -> ConsoleText.write(component.state(), text));
        return text.toString();
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        JsonObject json = new JsonObject();
        json.put(
                "components",
                components().stream()
                        .map(component -> ConsoleJson.of(component.state()))
                        .toList());
        return json;
    }
}
