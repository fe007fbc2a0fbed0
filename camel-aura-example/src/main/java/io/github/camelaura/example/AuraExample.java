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

import java.util.Arrays;

import org.apache.camel.main.Main;

import io.github.camelaura.test.AuraServer;

/** The example. */
public final class AuraExample {

    private AuraExample() {}

    public static void main(String[] args) {
        if (args.length == 1 && args[0].equals("fail")) {
            throw new IllegalArgumentException("asked to fail");
        }
        System.out.println("Example with " + Main.class + " and " + new AuraServer() + ", " + Arrays.asList(args));
    }
}
