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
package io.github.camelaura.browser;

import java.util.Map;

import org.openqa.selenium.Capabilities;
import org.openqa.selenium.chrome.AddHasCdp;
import org.openqa.selenium.chromium.HasCdp;
import org.openqa.selenium.remote.CommandExecutor;
import org.openqa.selenium.remote.CommandInfo;
import org.openqa.selenium.remote.RemoteWebDriver;

/**
 * Chrome or Chromium, on this machine or on a Grid. Selenium's {@code ChromeDriver} would also connect to the debugging port of the
 * browser, which no login needs, and log a warning for each browser that is newer than Selenium.
 */
class CdpDriver extends RemoteWebDriver implements HasCdp {

    /** The commands that the executor must know in addition. */
    static final Map<String, CommandInfo> COMMANDS = new AddHasCdp().getAdditionalCommands();

    CdpDriver(CommandExecutor executor, Capabilities capabilities) {
        super(executor, capabilities);
    }

    @Override
    @SuppressWarnings("unchecked") // an object of JSON
    public Map<String, Object> executeCdpCommand(String command, Map<String, Object> parameters) {
        return (Map<String, Object>) execute(AddHasCdp.EXECUTE_CDP, Map.of("cmd", command, "params", parameters))
                .getValue();
    }
}
