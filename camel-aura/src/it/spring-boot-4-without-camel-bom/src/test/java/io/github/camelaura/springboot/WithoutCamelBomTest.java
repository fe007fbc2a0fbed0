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
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.example.AskApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** An application whose pom imports {@code camel-spring-boot-bom} and not {@code camel-bom}. */
@ExtendWith(OutputCaptureExtension.class)
class WithoutCamelBomTest {

    private static final String CAMEL = System.getProperty("camel.version");

    private final CamelVersionsFailureAnalyzer analyzer = new CamelVersionsFailureAnalyzer();

    @Test
    void messageOfTheStartSaysWhichBomToImport(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(AskApplication.class))
                .hasRootCauseInstanceOf(ClassNotFoundException.class);

        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Camel's jars have different versions: camel-api 4.18.0, camel-core-engine " + CAMEL)
                .contains("camel-spring-boot " + CAMEL + ". The start failed with java.lang.NoClassDefFoundError: ")
                .contains("Import org.apache.camel:camel-bom:" + CAMEL + " in the dependency management");
    }

    @Test
    void missingMethodOfCamelIsExplainedToo() {
        assertThat(analyzer.analyze(new NoSuchMethodError("'void org.apache.camel.CamelContext.none()'")))
                .isNotNull();
    }

    @Test
    void otherFailuresAreNotExplained() {
        assertThat(analyzer.analyze(new NoClassDefFoundError("com/example/Missing")))
                .isNull();
        assertThat(analyzer.analyze(new NoClassDefFoundError())).isNull();
        assertThat(analyzer.analyze(new IllegalStateException("org.apache.camel.CamelContext")))
                .isNull();
    }
}
