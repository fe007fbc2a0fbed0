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
package io.github.camelaura.stream;

/**
 * How many streams there were, since the start or the last reset. Those that run are {@code begun} less the others.
 *
 * @param begun those that were asked for
 * @param completed those whose whole reply was read
 * @param failed those that failed
 * @param closed those whose reader did not want the rest
 * @param chunks the chunks of those that have ended
 */
public record StreamCounts(long begun, long completed, long failed, long closed, long chunks) {}
