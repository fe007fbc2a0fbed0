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
package io.github.camelaura.call;

import java.util.List;

/**
 * The options that decide whether a response is a rejection, and what messages about a rejection contain.
 *
 * @param acceptHtmlReply whether a reply may have the media type {@code text/html}
 * @param refusals the failed responses that are rejections
 * @param apiKey whether the endpoint has an API key
 * @param basicAuthentication whether the endpoint has a user name for HTTP authentication
 * @param secrets the values of secret options, which no message shows
 */
public record CallSettings(
        boolean acceptHtmlReply,
        RefusalRules refusals,
        boolean apiKey,
        boolean basicAuthentication,
        List<String> secrets) {

    /** Omits the secrets. */
    @Override
    public String toString() {
        return "call settings";
    }
}
