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
package io.github.camelaura.page;

import java.net.URI;
import java.time.Duration;

import io.github.camelaura.AuraCredentialException.Reason;
import io.github.camelaura.http.Origin;
import io.github.camelaura.page.LoginAction.Fail;
import io.github.camelaura.page.LoginAction.Open;
import io.github.camelaura.page.LoginAction.Wait;
import io.github.camelaura.page.LoginDecision.Moment;

/**
 * Decides about the address that a step opens: one of {@code baseUrl} or {@code loginHosts}.
 *
 * @param resource the resource of the steps, for messages
 * @param site the origin of the requests
 * @param trusted the origins that may receive user name and password
 */
record StepOpen(PageStep step, String resource, Origin site, TrustedOrigins trusted) {

    /** The time for the response to a form; opening another page would abort its request. */
    private static final Duration ANSWERS = Duration.ofSeconds(10);

    /** Some resources of a page may never arrive, so another page is opened after this time without them. */
    private static final Duration LOADS = Duration.ofSeconds(2);

    /** Returns why an address must not be opened; null if it may be. */
    String problem(URI address) {
        Origin origin = Origin.of(address);
        if (origin.isSecure() && (origin.equals(site) || trusted.contains(origin))) {
            return null;
        }
        String opens = "The " + step.name() + " in " + resource + " would open " + origin.serialized();
        return origin.isSecure()
                ? opens + ", which is not trusted: only " + site.serialized() + " and " + trusted
                        + " are. If this is the right place to log in, add " + origin.host() + ":" + origin.port()
                        + " to loginHosts"
                : opens + " without encryption. A login opens pages over https only, except on this machine";
    }

    /**
     * Returns the action on a page.
     *
     * @param sent whether a form was sent just before, and the browser still shows its document
     */
    LoginAction next(PageDescription page, Moment moment, boolean sent) {
        if (sent && moment.sinceAction().compareTo(ANSWERS) < 0) {
            return new Wait("the form was sent, but the site did not answer");
        }
        if (!page.loaded() && moment.onDocument().compareTo(LOADS) < 0) {
            return new Wait("the page did not load");
        }
        URI address = URI.create(page.location()).resolve(step.target());
        String problem = problem(address);
        return problem == null
                ? new Open(address.toString())
                : new Fail(Reason.HOST_NOT_TRUSTED, "On the page " + page.address() + ": " + problem);
    }
}
