COPY our-ca.crt /usr/local/share/ca-certificates/
RUN update-ca-certificates \
    && mkdir -p /etc/chromium/policies/managed \
    && printf '{"CACertificates": ["%s"]}' "$(grep -v CERTIFICATE /usr/local/share/ca-certificates/our-ca.crt | tr -d '\n')" \
        > /etc/chromium/policies/managed/our-ca.json
