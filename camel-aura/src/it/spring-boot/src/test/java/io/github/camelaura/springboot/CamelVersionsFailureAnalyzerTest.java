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

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** See src/it/spring-boot-4-without-camel-bom for Camel's jars with different versions. */
class CamelVersionsFailureAnalyzerTest {

    @Test
    void failureIsNotExplainedByVersionsThatAreTheSame() {
        assertThat(new CamelVersionsFailureAnalyzer()
                        .analyze(new NoClassDefFoundError("org/apache/camel/spi/RuntimePropertiesProvider")))
                .isNull();
    }
}
