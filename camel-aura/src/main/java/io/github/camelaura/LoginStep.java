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
package io.github.camelaura;

import org.openqa.selenium.WebDriver;

/** A step of a login that options cannot configure, such as a code that comes by e-mail, a consent or the choice of a tenant. */
@FunctionalInterface
public interface LoginStep {

    /**
     * Handles a page. The component calls it repeatedly on each page of the login, each time before it does anything else there.
     * Several threads may call it if several logins use it. If a dialogue of the page makes a command of the browser fail, the
     * component calls the step again, also if the step wraps that exception in another one.
     *
     * @param page the browser, which shows the page
     * @return true if the step handles this page; false if the component handles it according to the options
     */
    boolean handle(WebDriver page);
}
