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
package io.github.camelaura.login;

/**
 * The libraries that may be missing at run time. A class that needs one of them is not loaded before {@link #isPresent} has
 * returned true. Whether camel-health is there is Camel's own question: without it, a context has no repository of checks.
 */
public enum OptionalLibrary {
    SELENIUM("org.openqa.selenium.WebDriver"),
    CHROME_DRIVER("org.openqa.selenium.chrome.ChromeDriver"),
    DEV_TOOLS("org.openqa.selenium.chromium.HasCdp"),
    HTML_UNIT_DRIVER("org.openqa.selenium.htmlunit.HtmlUnitDriver"),
    /** HtmlUnit in a version that has {@code WebRequest.getFetchDestination()}. Spring Boot manages older ones. */
    HTML_UNIT("org.htmlunit.WebRequest$FetchDestination"),
    OTP("com.bastiaanjansen.otp.TOTPGenerator"),
    YAML("org.snakeyaml.engine.v2.api.Load"),
    MICROMETER("io.micrometer.core.instrument.MeterRegistry");

    private final String className;

    OptionalLibrary(String className) {
        this.className = className;
    }

    /** Returns whether the library is on the classpath. */
    public boolean isPresent() {
        try {
            Class.forName(className, false, OptionalLibrary.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
