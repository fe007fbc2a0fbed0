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
 * The state of the credentials when a request was sent.
 *
 * @param generation the generation of the request's credential; 0 if it has none
 * @param newest the generation of the newest credential at that time
 * @param refusals the number of rejections until then, see {@link RefusalJudge#refusals}
 */
record Sent(int generation, int newest, long refusals) {

    /** A request that got no credential. */
    static final Sent WITHOUT_CREDENTIAL = new Sent(0, 0, 0);
}
