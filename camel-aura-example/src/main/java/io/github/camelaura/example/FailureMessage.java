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

import java.util.Objects;

import org.apache.camel.PropertyBindingException;

/** The messages of failures that the user of the example can remove. */
final class FailureMessage {

    private static final String COMPONENT = "io.github.camelaura.";

    private FailureMessage() {}

    /**
     * Returns the message of the innermost exception that says what is wrong: that of the component, or one about an option.
     *
     * @return the message, without the exchange and the causes that Camel adds to it; null if no exception says what is wrong
     */
    static String of(Throwable failure) {
        String message = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException binding) {
                // Not its message, which has the value: it may be a password under a misspelt name
                return "Option " + Objects.requireNonNullElse(binding.getOptionPrefix(), "") + binding.getPropertyName()
                        + " does not exist or has a value of the wrong type";
            }
            if (cause.getMessage() != null && saysWhatIsWrong(cause)) {
                message = cause.getMessage();
            }
        }
        if (message == null) {
            return null;
        }
        int exchange = message.indexOf(" Exchange[");
        return exchange < 0 ? message : message.substring(0, exchange);
    }

    private static boolean saysWhatIsWrong(Throwable failure) {
        return failure.getClass().getName().startsWith(COMPONENT) || failure instanceof IllegalArgumentException;
    }
}
