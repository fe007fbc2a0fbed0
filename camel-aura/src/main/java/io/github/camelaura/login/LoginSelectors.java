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
 * The options that name parts of a login form. Each is a CSS selector; null to recognize the part by its structure.
 *
 * @param username the field for the user name
 * @param password the field for the password
 * @param submit the button that sends the form
 * @param clicks what to click on the way to the form, separated by commas
 */
public record LoginSelectors(String username, String password, String submit, String clicks) {}
