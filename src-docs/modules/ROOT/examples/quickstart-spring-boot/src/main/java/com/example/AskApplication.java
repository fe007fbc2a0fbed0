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
// tag::class[]
package com.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import io.github.camelaura.test.AuraServer;

@SpringBootApplication
public class AskApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(AskApplication.class, arguments);
    }

    /** A server to try it with; without it, base-url is that of yours. */
    @Bean
    AuraServer server() {
        return AuraServer.start(3000);
    }
}
// end::class[]
