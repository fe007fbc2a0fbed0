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

/** A step of a login that the options can't describe: a one-time code, consent, the choice of a tenant. */
@FunctionalInterface
public interface LoginStep {

    /**
     * Is asked on every page, again and again while it shows, before anything else is done there. May be called by
     * several threads if it serves several logins.
     *
     * @param page the browser, on the page
     * @return true if this page is taken care of; false to leave it to the options
     */
    boolean handle(WebDriver page);
}
