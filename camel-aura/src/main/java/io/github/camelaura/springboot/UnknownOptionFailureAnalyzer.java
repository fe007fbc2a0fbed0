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

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Explains a start that failed because of a misspelt property. Otherwise Spring Boot prints a stack trace about beans and converters. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownOptionFailureAnalyzer extends AbstractFailureAnalyzer<UnknownOptionException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnknownOptionException cause) {
        return new FailureAnalysis(cause.getMessage(), "Correct the name of the property, or remove it.", cause);
    }
}
