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
package io.github.camelaura.support;

import java.util.List;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.LoginStep;
import io.github.camelaura.test.LoginSite;

/** Enters the one-time code of a {@link LoginSite}. */
public final class OneTimeCodeStep implements LoginStep {

    @Override
    public boolean handle(WebDriver page) {
        List<WebElement> fields = page.findElements(By.name("otp"));
        if (fields.isEmpty()) {
            return false;
        }
        fields.get(0).sendKeys(LoginSite.ONE_TIME_PASSWORD);
        fields.get(0).submit();
        return true;
    }
}
