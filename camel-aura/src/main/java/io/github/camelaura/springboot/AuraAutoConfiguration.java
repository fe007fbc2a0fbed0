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
package io.github.camelaura.springboot;

import java.io.IOException;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.apache.camel.spring.boot.util.HierarchicalPropertiesEvaluator;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;

import io.github.camelaura.component.AuraComponent;

/** Sets the options {@code camel.component.aura.*} of a Spring Boot application on the component. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", AuraProperties.PREFIX})
public class AuraAutoConfiguration {

    private final Map<String, Object> options;

    /** Reads the options at once, so that a misspelt one is refused also where no route has used the component yet. */
    AuraAutoConfiguration(ConfigurableEnvironment environment) throws IOException {
        options = AuraProperties.read(environment);
    }

    @Lazy
    @Bean
    ComponentCustomizer configureAuraComponent(ApplicationContext applicationContext) {
        return new ComponentCustomizer() {
            @Override
            public void configure(String name, Component target) {
                // Not by a bean with a setter for each option, as Camel's starters do it: this way values mean
                // what they mean with Camel Main (30s, #bean:name), and there is no second list of the options
                CamelContext camelContext = target.getCamelContext();
                PropertyBindingSupport.Builder binding = PropertyBindingSupport.build()
                        .withConfigurer(PluginHelper.getConfigurerResolver(camelContext)
                                .resolvePropertyConfigurer("aura-component", camelContext))
                        .withMandatory(true);
                options.forEach((option, value) -> binding.bind(camelContext, target, option, value));
            }

            @Override
            public boolean isEnabled(String name, Component target) {
                return target instanceof AuraComponent
                        && HierarchicalPropertiesEvaluator.evaluate(
                                applicationContext,
                                "camel.component.customizer",
                                AuraProperties.PREFIX + ".customizer");
            }
        };
    }
}
