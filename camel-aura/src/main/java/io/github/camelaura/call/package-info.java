/** Internal: requests with their credentials, and the classification of rejections. */
package io.github.camelaura.call;
