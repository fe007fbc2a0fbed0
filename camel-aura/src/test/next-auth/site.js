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
'use strict';

// A chat site without Next.js: next-auth's handler at /api/auth, and everything else from the chat server, for visitors
// with a session. Other visitors are redirected as by next-auth's middleware, which runs only in Next.js.

const crypto = require('crypto');
const http = require('http');
const { default: nextAuth } = require('next-auth');
const { default: credentials } = require('next-auth/providers/credentials');
const { default: keycloak } = require('next-auth/providers/keycloak');
const { getToken } = require('next-auth/jwt');

const site = new URL(process.env.NEXTAUTH_URL);
const chatServer = new URL(process.env.CHAT_SERVER);

const ownAccounts = () => credentials({
    credentials: { username: { label: 'User name' }, password: { label: 'Password', type: 'password' } },
    authorize: ({ username, password }) =>
        username === process.env.CHAT_USER && password === process.env.CHAT_PASSWORD ? { id: username, name: username } : null,
});

const singleSignOn = () => keycloak({
    issuer: process.env.KEYCLOAK_ISSUER,
    clientId: process.env.KEYCLOAK_CLIENT,
    clientSecret: process.env.KEYCLOAK_SECRET,
});

const options = {
    // Each start ends all sessions.
    secret: crypto.randomBytes(32).toString('hex'),
    session: { maxAge: Number(process.env.SESSION_SECONDS) },
    providers: [process.env.KEYCLOAK_ISSUER ? singleSignOn() : ownAccounts()],
    callbacks: { signIn: ({ user }) => user.email !== process.env.BANNED },
};

function cookiesOf(req) {
    const pairs = (req.headers.cookie || '').split(/; */).filter(Boolean).map((pair) => {
        const equals = pair.indexOf('=');
        return [pair.slice(0, equals), decodeURIComponent(pair.slice(equals + 1))];
    });
    return Object.fromEntries(pairs);
}

async function formOf(req) {
    let body = '';
    for await (const part of req) {
        body += part;
    }
    return Object.fromEntries(new URLSearchParams(body));
}

/** Gives request and response what next-auth expects of those of Next.js. */
async function authenticate(req, res, url) {
    req.query = { ...Object.fromEntries(url.searchParams), nextauth: url.pathname.split('/').slice(3) };
    req.body = await formOf(req);
    res.status = (code) => {
        res.statusCode = code;
        return res;
    };
    res.send = (body) => res.end(body);
    res.json = (body) => res.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
    await nextAuth(req, res, options);
}

function redirectToSignIn(res, url) {
    const page = new URL('/api/auth/signin', site);
    page.searchParams.set('callbackUrl', url.pathname + url.search);
    res.writeHead(307, { Location: page.href }).end();
}

function forward(req, res) {
    const target = { host: chatServer.hostname, port: chatServer.port, path: req.url, method: req.method, headers: req.headers };
    const forwarded = http.request(target, (reply) => {
        res.writeHead(reply.statusCode, reply.headers);
        reply.pipe(res);
    });
    forwarded.on('error', () => res.destroy());
    req.pipe(forwarded);
}

async function answer(req, res) {
    const url = new URL(req.url, site);
    req.cookies = cookiesOf(req);
    if (url.pathname.startsWith('/api/auth/')) {
        await authenticate(req, res, url);
    } else if (await getToken({ req, secret: options.secret })) {
        forward(req, res);
    } else {
        redirectToSignIn(res, url);
    }
}

http.createServer((req, res) => answer(req, res).catch((error) => {
    console.error(error);
    res.destroy();
})).listen(Number(site.port), site.hostname);
