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

/** Says what Maven is about to do, which it does not say itself with the flag {@code -q}. Runs from its source file. */
final class Notice {

    public static void main(String[] args) {
        System.out.println("Building camel-aura and its example. This takes about half a minute, and several minutes"
                + " the first time, because Maven downloads libraries ...");
    }
}
