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
package com.example;

import java.util.List;
import java.util.function.Supplier;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;

import io.github.camelaura.LoginStep;

// tag::class[]
public class CodeStep implements LoginStep {

    private final Supplier<String> codes;

    public CodeStep(Supplier<String> codes) {
        this.codes = codes;
    }

    @Override
    public boolean handle(WebDriver page) {
        List<WebElement> field = page.findElements(By.name("otp"));
        if (field.isEmpty()) {
            return false; // not my page: the options go on
        }
        field.get(0).sendKeys(codes.get());
        field.get(0).submit();
        return true;
    }
}
// end::class[]
