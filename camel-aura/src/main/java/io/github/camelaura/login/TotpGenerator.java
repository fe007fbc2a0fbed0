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

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import com.bastiaanjansen.otp.HMACAlgorithm;
import com.bastiaanjansen.otp.TOTPGenerator;

/** Generates one-time codes. It is the only class that uses the optional library otp-java. */
final class TotpGenerator {

    private TotpGenerator() {}

    /** Returns the code that is valid at a time. */
    static String code(TotpSeed seed, Instant time) {
        return new TOTPGenerator.Builder(seed.secret().getBytes(StandardCharsets.US_ASCII))
                .withHOTPGenerator(codes ->
                        codes.withPasswordLength(seed.digits()).withAlgorithm(HMACAlgorithm.valueOf(seed.algorithm())))
                .withPeriod(seed.period())
                .build()
                .at(time);
    }
}
