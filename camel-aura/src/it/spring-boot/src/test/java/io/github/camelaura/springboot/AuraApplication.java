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

import org.springframework.boot.Banner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application that has the routes in {@code camel/routes.yaml}. */
@SpringBootConfiguration
@EnableAutoConfiguration
class AuraApplication {

    /** camel-platform-http-starter of Camel 4.22 fails to start where there is no web server. */
    static final String NO_PLATFORM_HTTP = "spring.autoconfigure.exclude="
            + "org.apache.camel.component.platform.http.springboot.SpringBootPlatformHttpAutoConfiguration,"
            + "org.apache.camel.component.platform.http.springboot.SpringBootPlatformWebMvcConfiguration";

    static SpringApplicationBuilder builder() {
        return new SpringApplicationBuilder(AuraApplication.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .registerShutdownHook(false)
                .logStartupInfo(false)
                .properties(NO_PLATFORM_HTTP);
    }

    static ConfigurableApplicationContext start(String... properties) {
        return builder().properties(properties).run();
    }
}
